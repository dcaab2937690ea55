// What is typed stays in this browser until the server has it: by person, form and field, for two weeks.
"use strict";

{
  const FIELDS =
    "textarea[name], input[name]:not([type=hidden], [type=password], [type=checkbox], [type=radio], [type=file], [type=submit], [type=button])";
  const NOT_KEPT = "form[action*='/accounts/'], [data-forgets]"; // who signs in leaves nothing behind
  const DAYS = 14;
  const person = () => find("#person")?.dataset.person || "";
  const wordsFor = (name) => find("#keeping")?.dataset[name] || "";

  const nameOfForm = (form) => `${person()} ${new URL(form.action).pathname} ${form.id}`;
  const nameOf = (field) => `draft ${nameOfForm(field.form)} ${field.name}`;
  const isKept = (field) => field.matches(FIELDS) && field.form?.method === "post" && person() && !field.closest(NOT_KEPT);

  function keep(field) {
    if (!field.form || !isKept(field)) return;
    try {
      if (field.value === field.defaultValue) localStorage.removeItem(nameOf(field));
      else localStorage.setItem(nameOf(field), JSON.stringify({ said: field.value, over: field.defaultValue, at: Date.now() }));
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
      if (draft.said === field.value) continue;
      field.dataset.drafted = "1";
      if (field.value === draft.over) putBack(field, draft.said);
      else if (field.value === field.defaultValue) offer(field, draft.said);
    }
  }

  function putBack(field, said) {
    field.value = said;
    const drawer = field.closest("details");
    if (drawer) drawer.open = true;
    const line = tell(field, wordsFor("back"), wordsFor("discard"), () => {
      field.value = field.defaultValue;
      localStorage.removeItem(nameOf(field));
    });
    field.addEventListener("input", () => line?.remove(), { once: true });
  }

  function offer(field, said) {
    const line = tell(field, `${wordsFor("other")} “${said}”`, wordsFor("use"), () => {
      field.value = said;
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
    field.after(line);
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
