// The text beside its panel: lines that an act changed are put in their place, answers keep their order.
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  if (!one("#text")) return;

  // --- lines that changed -----------------------------------------------------------------------------------------------

  const number = (element, name) => Number(element.dataset[name] || 0);
  const lengthOf = (block) => [...block.textContent].length; // the server counts code points
  const left = (root) => new Set(all("a.figure.is-unreviewed", root).map((mark) => mark.getAttribute("href"))).size;

  function takePassages() {
    const [sent, text] = [one("#passages"), one("#text")];
    if (!sent?.dataset.version || !text || sent.dataset.version !== text.dataset.version) return;
    const [shown, act, before] = [number(text, "act"), number(sent, "act"), number(sent, "actBefore")];
    if (act < shown) return sent.replaceChildren(); // older than what is shown: passed over
    const follows = act === shown || before === shown;
    const fits = all("template", sent).map(putPassage).every(Boolean);
    sent.replaceChildren();
    count(sent);
    text.dataset.act = act;
    const isNew = sent.dataset.reading !== text.dataset.reading || !one("#shows");
    if (!fits || !follows || isNew || "isPartial" in sent.dataset) fetchText();
  }

  // Whether the lines of the page are those that the server replaces: from the same places, to the same ends.
  function putPassage(template) {
    const [from, to] = [number(template, "from"), number(template, "to")];
    const blocks = all("#text .block");
    const old = blocks.filter((block) => number(block, "start") >= from && number(block, "start") < to);
    const isFiltered = Boolean(one("#text").dataset.query);
    if (!old.length) return isFiltered;
    const before = old[0].previousElementSibling?.closest(".block");
    const runsOn = before && number(before, "start") + lengthOf(before) > from;
    if (!isFiltered && (number(old[0], "start") !== from || runsOn)) return false;
    const held = heldIn(old);
    const was = old.reduce((sum, block) => sum + left(block), 0);
    const fresh = all(".block", template.content);
    old[0].before(...fresh);
    for (const block of old) block.remove();
    for (const block of fresh) window.htmx.process(block);
    landmarkCounts(from, fresh.reduce((sum, block) => sum + left(block), 0) - was);
    if (held) one(held)?.focus({ preventScroll: true });
    return true;
  }

  // What had the focus in lines that go, so that it has it again in those that come.
  function heldIn(blocks) {
    const held = document.activeElement;
    if (!blocks.some((block) => block.contains(held))) return "";
    return held.getAttribute("href") ? `#text a[href="${held.getAttribute("href")}"]` : "";
  }

  function count(sent) {
    for (const part of all("#shows [data-count]"))
      if (part.dataset.count in sent.dataset) part.textContent = sent.dataset[part.dataset.count];
  }

  function landmarkCounts(at, more) {
    const mark = all("#outline [data-goes-to]").filter((link) => Number(link.dataset.goesTo) <= at).at(-1);
    const told = mark && one("[data-left]", mark.parentElement);
    if (!told || !more) return;
    told.dataset.left = Number(told.dataset.left) + more;
    one("span", told).textContent = told.dataset.left;
  }

  let fetching = null;

  // Somebody else changed the text, or more changed than was sent: all of it again, once, in the same place.
  function fetchText() {
    clearTimeout(fetching);
    fetching = setTimeout(() => {
      const text = one("#text");
      if (!text) return;
      const query = text.dataset.query ? `&${text.dataset.query}` : "";
      window.htmx.ajax("GET", `${text.dataset.address}?again=1${query}`, { target: "#text", swap: "outerHTML show:none" });
    }, 50);
  }

  // --- answers in their order: what was asked for last is what is shown ---------------------------------------------------

  let asked = 0;
  const order = new WeakMap();
  const shown = { panel: 0, text: 0 };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const { xhr, elt, target } = event.detail;
    order.set(xhr, ++asked);
    // Once it left the page an element's events come no further than itself.
    elt.addEventListener("htmx:beforeOnLoad", passOver);
    if (target?.id in shown) target.addEventListener("htmx:beforeSwap", keepOrder);
  });
  document.addEventListener("htmx:beforeSwap", keepOrder);

  // The answer to a form that is no longer there: what it did is shown in the text, nothing takes its old place.
  function passOver(event) {
    const { xhr, elt, requestConfig } = event.detail;
    if (elt.isConnected || requestConfig.verb === "get") return;
    event.preventDefault();
    if (xhr.status >= 400) tell(one("#text").dataset.notDone);
    fetchText();
  }

  function tell(sentence) {
    const told = one("#told");
    if (told) told.textContent = sentence;
  }

  function keepOrder(event) {
    const { xhr, target, requestConfig } = event.detail;
    const place = target?.id;
    if (!(place in shown) || event.currentTarget !== (target.isConnected ? document : target)) return;
    const turn = order.get(xhr) ?? 0;
    if (turn < shown[place]) {
      event.detail.shouldSwap = false;
      if (requestConfig.verb !== "get") fetchText(); // it was done all the same
      return;
    }
    if (!event.detail.shouldSwap) return;
    shown[place] = turn;
    if (!target.isConnected) event.detail.target = one(`#${place}`);
    if (place === "text") keep = heldIn([target]);
  }

  let keep = "";

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt?.id === "text" && keep) {
      one(keep)?.focus({ preventScroll: true });
      keep = "";
    }
    if (one("#passages template")) takePassages();
  });

  // What is filtered stays in the address while marks are opened and closed.
  document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
    const { history, requestConfig } = event.detail;
    const query = one("#text")?.dataset.query;
    if (query && history?.path && !history.path.includes("?") && requestConfig?.target?.id !== "text")
      history.path += `?${query}`;
  });

  // --- the outline ---------------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goes-to]");
    const at = link && Number(link.dataset.goesTo);
    const block = link && (one(`#at-${at}`) ?? all("#text .block").find((part) => Number(part.dataset.start) >= at));
    if (!block) return;
    event.preventDefault();
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
    const mark = one("a", block);
    if (!mark) block.tabIndex = -1;
    (mark ?? block).focus({ preventScroll: true });
  });
})();
