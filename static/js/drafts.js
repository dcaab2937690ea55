// What is typed or chosen stays in this browser until the server has it: by person, form and field, for two
// weeks. A chosen file can't: the page says which one to choose again.
"use strict";

{
  const FIELDS =
    "textarea[name], select[name], input[name]:not([type=hidden], [type=password], [type=submit], [type=button])";
  // Who signs in leaves nothing behind; rows picked for one act are not picked for another, days later.
  const NOT_KEPT = "form[action*='/accounts/'], [data-forgets], .pick";
  const DAYS = 14;
  const person = () => find("#person")?.dataset.person || "";
  const wordsFor = (name) => find("#keeping")?.dataset[name] || "";

  const nameOfForm = (form) => `${person()} ${new URL(form.action).pathname} ${form.id}`;
  const nameOf = (field) => `draft ${nameOfForm(field.form)} ${field.name}${field.type === "checkbox" ? ` ${field.value}` : ""}`;
  const isKept = (field) => field.matches(FIELDS) && field.form?.method === "post" && person() && !field.closest(NOT_KEPT);

  // What can be chosen in a field, for one of radio buttons in all of them; null where one types.
  function choicesOf(field) {
    if (field.type === "radio") return [...field.form.elements].filter((one) => one.type === "radio" && one.name === field.name);
    return field.type === "checkbox" ? [field] : field.options ? [...field.options] : null;
  }

  // What a field says, as text: now, and as the page came.
  function saidIn(field) {
    if (field.type === "file") return [...field.files].map((file) => file.name).join(", ");
    const chosen = choicesOf(field)?.filter((one) => one.checked || one.selected);
    return chosen ? chosen.map((one) => one.value).join("\n") : field.value;
  }

  function saidFirst(field) {
    if (field.type === "file") return "";
    const chosen = choicesOf(field)?.filter((one) => one.defaultChecked || one.defaultSelected);
    if (chosen?.length === 0 && field.type === "select-one") return field.options[0]?.value ?? ""; // as browsers do
    return chosen ? chosen.map((one) => one.value).join("\n") : field.defaultValue;
  }

  function say(field, said) {
    const choices = choicesOf(field);
    if (!choices) field.value = said;
    else for (const one of choices) one[field.options ? "selected" : "checked"] = said.split("\n").includes(one.value);
  }

  // Whether all that was chosen can still be chosen.
  function canSay(field, said) {
    const values = choicesOf(field)?.map((one) => one.value);
    return !values || said === "" || said.split("\n").every((one) => values.includes(one));
  }

  function keep(field) {
    if (!field.form || !isKept(field)) return;
    const [said, over] = [saidIn(field), saidFirst(field)];
    try {
      if (said === over) localStorage.removeItem(nameOf(field));
      else localStorage.setItem(nameOf(field), JSON.stringify({ said, over, at: Date.now() }));
    } catch {
      // Full: a very long text is still in its field, and in the form that comes back.
    }
  }

  function kept(field) {
    try {
      return JSON.parse(localStorage.getItem(nameOf(field)));
    } catch {
      return null;
    }
  }

  // Where the form still shows what was typed over, the text is put back; where something else stands there
  // now, it is offered beside it.
  function restore(root) {
    for (const field of findAll(FIELDS, root)) {
      if (!isKept(field)) continue;
      const draft = kept(field);
      if (!draft || field.dataset.drafted) continue;
      if (draft.said === saidIn(field)) continue;
      field.dataset.drafted = "1";
      if (field.type === "file") askAgain(field, draft.said);
      else if (!canSay(field, draft.said)) continue;
      else if (saidIn(field) === draft.over) putBack(field, draft.said);
      else if (saidIn(field) === saidFirst(field)) offer(field, draft.said);
    }
  }

  function putBack(field, said) {
    say(field, said);
    const drawer = field.closest("details");
    if (drawer) drawer.open = true;
    const line = tell(field, wordsFor("back"), wordsFor("discard"), () => {
      say(field, saidFirst(field));
      localStorage.removeItem(nameOf(field));
    });
    field.addEventListener("input", () => line?.remove(), { once: true });
  }

  function askAgain(field, names) {
    const line = tell(field, `${wordsFor("file")} “${names}”`, wordsFor("discard"), () => localStorage.removeItem(nameOf(field)));
    field.addEventListener("input", () => line?.remove(), { once: true });
  }

  function offer(field, said) {
    if (field.type === "radio" || field.type === "checkbox") return; // a press makes it so again
    const words = field.options ? [...field.options].filter((one) => said.split("\n").includes(one.value)).map((one) => one.text).join(", ") : said;
    const line = tell(field, `${wordsFor("other")} “${words}”`, wordsFor("use"), () => {
      say(field, said);
      keep(field);
    });
    if (line) line.dir = "auto";
  }

  function tell(field, sentence, label, act) {
    if (!sentence) return null;
    const line = document.createElement("p");
    line.className = "kept-back small quiet";
    line.textContent = `${sentence} `;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button is-plain small";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      line.remove();
      field.focus();
    });
    line.append(button);
    (field.closest("label") || field).after(line);
    return line;
  }

  function drop(form) {
    dropNamed(nameOfForm(form));
  }

  function dropNamed(name) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`draft ${name} `)) localStorage.removeItem(key);
    sessionStorage.removeItem(`sent ${name}`);
  }

  // A page that says no is no sign that what was sent is saved; one that asks to sign in leaves it open.
  const REFUSAL = "[aria-invalid='true'], [data-refused], .errorlist, main [role='alert']";

  function dropSent() {
    if (!person()) return;
    for (const name of Object.keys(sessionStorage)) {
      if (!name.startsWith("sent ")) continue;
      if (find(REFUSAL)) sessionStorage.removeItem(name);
      else dropNamed(name.slice(5));
    }
  }

  function dropOld() {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith("draft ")) continue;
      let at = 0;
      try {
        at = JSON.parse(localStorage.getItem(key)).at;
      } catch {
        // Not ours to read: it goes.
      }
      if (!(at > Date.now() - DAYS * 86_400_000)) localStorage.removeItem(key);
    }
  }

  document.addEventListener("input", (event) => keep(event.target));
  document.addEventListener("change", (event) => keep(event.target)); // a dropped file makes no input event

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches(NOT_KEPT)) return;
    for (const field of findAll(FIELDS, form)) keep(field);
    if (event.defaultPrevented || form.closest("[hx-boost='true']") || form.hasAttribute("hx-post")) return;
    if (event.submitter?.name === "more_evidence") return; // htmx and the next page tell how it went
    try {
      sessionStorage.setItem(`sent ${nameOfForm(form)}`, "1");
    } catch {
      // see keep
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    const form = requestConfig.elt.closest?.("form");
    const isSaved = xhr.status >= 200 && xhr.status < 300; // htmx calls successful whatever it swaps: a 409 too
    const isMore = requestConfig.triggeringEvent?.submitter?.name === "more_evidence";
    if (isSaved && form && requestConfig.verb !== "get" && !isMore) drop(form);
  });

  document.addEventListener("htmx:afterSettle", (event) => restore(event.detail.elt));

  dropOld();
  dropSent();
  restore(document);
}
