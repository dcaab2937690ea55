// The browser's own script: keys, focus, what is in hand, colours. Every page works without it.
"use strict";

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- what is in hand: the mark of the open figure or claim, and the sources of its claim -----------------------------

const HELD = ".figure[aria-current], .handle[aria-current], .is-open, .is-in-hand";

let lastHeld = null;

function takeInHand() {
  const text = find("#text");
  const panel = find("#panel");
  if (!text || !panel) return;
  for (const mark of findAll(HELD, text)) {
    mark.removeAttribute("aria-current");
    mark.classList.remove("is-open", "is-in-hand");
  }
  const { figure, claim } = find("[data-claim]", panel)?.dataset ?? {};
  if (claim) {
    for (const part of findAll(`[data-claim="${claim}"]`, text)) part.classList.add("is-open");
    for (const source of findAll(`[data-claims~="${claim}"]`, text)) source.classList.add("is-in-hand");
    if (!figure) find(`#claim-${claim} > .handle`)?.setAttribute("aria-current", "true");
  }
  if (figure) find(`#figure-${figure}`)?.setAttribute("aria-current", "true");
  if (claim) lastHeld = find(figure ? `#figure-${figure}` : `#claim-${claim} > .handle`);
}

function showInText() {
  const held = find("#text a.figure[aria-current='true'], #text .claim.is-open");
  if (!held) return;
  const box = held.getBoundingClientRect();
  const panel = find("#panel").getBoundingClientRect();
  const isSheet = panel.top > 0 && panel.width > window.innerWidth - 40;
  const foot = isSheet ? panel.top : window.innerHeight;
  if (box.top < 70 || box.bottom > foot - 20) {
    window.scrollBy({ top: box.top - foot / 3, behavior: calm() ? "instant" : "smooth" });
  }
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// --- keys ------------------------------------------------------------------------------------------------------------

const isTyping = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function step(forward) {
  const marks = findAll("#text a.figure, [data-row] > td > a.verbatim, [data-step]");
  if (!marks.length) return;
  const row = document.activeElement?.closest("[data-row]");
  const held = marks.findIndex((mark) => mark === document.activeElement || row?.contains(mark));
  const from = held >= 0 ? held : marks.findIndex((mark) => mark.getAttribute("aria-current") === "true");
  const next = marks[from < 0 ? (forward ? 0 : marks.length - 1) : from + (forward ? 1 : -1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center", behavior: "instant" });
  if (find("#panel [data-figure]")) next.click();
}

// A key that stands in each row of a table means the row that has the focus.
function press(key) {
  const row = document.activeElement?.closest("[data-row]");
  const isMeant = (found) => found.checkVisibility() && !found.disabled && [row, null].includes(found.closest("[data-row]"));
  const control = findAll(`[data-key="${CSS.escape(key)}"]`).find(isMeant);
  if (!control) return false;
  if (control.matches("textarea, input:not([type=radio]), select")) control.focus();
  else control.click();
  return true;
}

// By kind: claims, figures that nobody has looked at, those in conflict; from where one is, in the order of the text.
const KINDS = { l: "a.handle", h: "a.handle", u: "a.figure.is-unreviewed", w: "a.figure.in-conflict" };

function stepTo(key) {
  const marks = findAll(`#text .block ${KINDS[key.toLowerCase()]}`);
  const isForward = key === "l" || key === "u" || key === "w";
  const held = document.activeElement?.closest("#text .block a") || find("#text .block [aria-current='true']");
  const beside = isForward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const rest = held ? marks.filter((mark) => held.compareDocumentPosition(mark) & beside) : marks;
  const next = isForward ? rest[0] : rest.at(-1);
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center", behavior: "instant" });
  if (find("#panel [data-claim]")) next.click();
}

let first = "";

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") return onEscape(event);
  if (isTyping(event.target) || find("dialog[open]")) return;
  const typed = window.keys.typed(event);
  if (["Shift", "AltGraph", "CapsLock"].includes(typed)) return; // on the way to the second letter
  const chord = window.keys.meant(first ? `${first} ${typed}` : typed);
  first = typed === "g" && !first ? "g" : "";
  if (first) return void setTimeout(() => (first = ""), 1500);
  if (!chord) return;
  if (chord === "j" || chord === "k") step(chord === "j");
  else if (KINDS[chord.toLowerCase()] && find("#text") && !"LH".includes(chord)) stepTo(chord);
  else if (chord === "?") showKeys();
  else if (chord === "/" && find("input[type=search]")) find("input[type=search]").focus();
  else if (!press(chord)) return;
  event.preventDefault();
}

function onEscape(event) {
  if (find("dialog[open]")) return; // the browser closes it
  const menu = find(".menu[open]");
  if (menu) {
    menu.open = false;
    find("summary", menu).focus();
  } else if (isTyping(event.target)) event.target.blur();
  else find(".panel [data-closes]")?.click();
}

function showKeys() {
  const keys = find("#keys");
  for (const row of findAll("[data-needs]", keys)) row.hidden = !find(row.dataset.needs);
  keys.showModal();
}

// --- clicks ----------------------------------------------------------------------------------------------------------

function onClick(event) {
  for (const menu of findAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-opens]");
  if (opener) return showKeys();
  const theme = event.target.closest("[data-theme-choice]");
  if (theme) return chooseTheme(theme.dataset.themeChoice);
  if (event.target.closest("a, button, input, label, summary, select, textarea")) return;
  const claim = event.target.closest("#text .claim");
  if (claim && window.getSelection().isCollapsed) find(`#claim-${claim.dataset.claim} > .handle`)?.click();
}

function chooseTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  showTheme();
}

function showTheme() {
  const chosen = document.documentElement.dataset.theme || "system";
  for (const button of findAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
}

// --- sending -----------------------------------------------------------------------------------------------------------

// A second press does nothing. After this turn, so that the button's own name and value are still sent.
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.closest("[hx-boost='true']") || form.hasAttribute("hx-post")) return; // htmx sees to it
  setTimeout(() => findAll("button:not([type=button])", form).forEach((button) => (button.disabled = true)));
}

// --- htmx ---------------------------------------------------------------------------------------------------------------

let place = null;

// The answer for progress may bring the whole text, marked: several swaps, and the reader's line stays where it was.
function notePlace() {
  const seen = findAll("#text [data-start]").find((part) => part.getBoundingClientRect().bottom > 60);
  place = seen ? { start: Number(seen.dataset.start), top: seen.getBoundingClientRect().top } : null;
  setTimeout(() => (place = null), 200);
}

function keepPlace() {
  if (!place || window.scrollY < 10) return;
  const parts = findAll("#text [data-start]").filter((part) => Number(part.dataset.start) <= place.start);
  const same = parts.at(-1);
  if (same) window.scrollBy({ top: same.getBoundingClientRect().top - place.top, behavior: "instant" });
}

function say(sentence) {
  let toast = find("#toast");
  if (!toast) {
    toast = document.createElement("p");
    toast.id = "toast";
    toast.className = "notice is-error";
    toast.setAttribute("role", "alert");
    document.body.append(toast);
  }
  toast.textContent = sentence;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.remove(), 8000);
}

function afterRequest(event) {
  const { xhr } = event.detail;
  if (xhr.status >= 500) say(find("#keeping").dataset.broke);
}

// A refusal belongs beside the form, not in its place: what was typed stays in sight.
function beforeSwap(event) {
  const { xhr, target, requestConfig } = event.detail;
  if (target.id === "progress") notePlace();
  if (![403, 404].includes(xhr.status)) return;
  event.detail.shouldSwap = false;
  find("#answer")?.remove();
  const form = requestConfig.elt.closest("form");
  (form || target).insertAdjacentHTML(form ? "beforebegin" : "afterbegin", xhr.responseText);
}

function afterSettle(event) {
  takeInHand();
  keepPlace();
  if (event.detail.elt.id === "panel" || find("#panel", event.detail.elt)) {
    showInText();
    (find("#panel [data-focus]") || lastHeld)?.focus({ preventScroll: true });
  }
}

// --- start --------------------------------------------------------------------------------------------------------------

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("submit", onSubmit);
document.addEventListener("htmx:beforeSwap", beforeSwap);
document.addEventListener("htmx:afterRequest", afterRequest);
document.addEventListener("htmx:afterSettle", afterSettle);
document.addEventListener("htmx:historyRestore", takeInHand);
document.addEventListener("htmx:historyCacheMissLoad", takeInHand);
window.addEventListener("pageshow", () => findAll("form button:disabled:not([aria-disabled])").forEach((b) => (b.disabled = false)));

for (const part of findAll("[data-needs-script]")) part.hidden = false;
showTheme();
takeInHand();
showInText();
