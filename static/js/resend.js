// What could not be sent is sent once more: after signing in again in place, or when the connection is back.
"use strict";

{
  let pending = null; // the form, or link, that was pressed, and its button
  const IN_USE = "[hx-trigger*='every'], [hx-trigger*='load'], [data-forgets]"; // nobody pressed these

  const template = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

  function noted(config) {
    const { elt, triggeringEvent } = config;
    if (!elt || elt.matches?.(IN_USE) || triggeringEvent?.type === "input") return null;
    return { elt, button: triggeringEvent?.submitter || null };
  }

  function show(bar) {
    if (!bar) return null;
    find("#held-up")?.remove();
    find("#main").prepend(bar);
    return bar;
  }

  // --- signed out ---

  function onSignedOut(xhr, config) {
    pending = noted(config) || pending;
    if (find("#signed-out")) return;
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const bar = show(page.querySelector("#held-up"));
    if (pending) find("input:not([type=hidden])", bar)?.focus();
  }

  async function signIn(form) {
    const told = find("[data-told]", form);
    told.textContent = "";
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    } catch {
      told.textContent = told.dataset.unreachable;
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("#signed-in")) return goOn(page);
    const isAnotherStep = answer.ok && !new URL(answer.url).pathname.endsWith("/login/");
    told.textContent = isAnotherStep
      ? told.dataset.more
      : page.querySelector("[role=alert], .errorlist")?.textContent.trim() || told.dataset.wrong;
    if (isAnotherStep) find("[data-other-way]", form).href = answer.url;
  }

  // Somebody signed in here, or in another tab of this browser: the page gets a token of the new session.
  async function lookAgain() {
    if (!find("#signed-out")) return;
    const answer = await fetch("/signed-in/", { redirect: "follow" }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("#signed-in")) goOn(page);
  }

  function goOn(page) {
    const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const field of findAll("[name=csrfmiddlewaretoken]")) field.value = token;
    const { person, name } = page.querySelector("#signed-in").dataset;
    const before = sessionStorage.getItem("person");
    find("#signed-out")?.closest("#held-up")?.remove();
    const held = find("#held form[data-resends]");
    if (held && !pending) pending = { elt: held, button: null };
    if (person !== before) {
      pending = null;
      const bar = show(template("other-person"));
      if (bar) find("[data-name]", bar).textContent = name;
      if (held) find("button", held).hidden = false;
      return;
    }
    send();
  }

  // --- no connection ---

  function onLost(config) {
    const lost = noted(config);
    if (!lost) return; // a page that asks by itself asks again
    pending = lost;
    show(template("no-connection"));
  }

  // --- once more ---

  function send() {
    const again = pending;
    pending = null;
    find("#held-up")?.remove();
    if (!again?.elt.isConnected) return;
    const { elt, button } = again;
    if (elt.matches("form")) elt.requestSubmit(button?.isConnected && button.form === elt ? button : null);
    else elt.click();
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.status !== 401) return;
    event.detail.shouldSwap = false;
    onSignedOut(xhr, requestConfig);
  });
  document.addEventListener("htmx:sendError", (event) => onLost(event.detail.requestConfig));
  document.addEventListener("htmx:timeout", (event) => onLost(event.detail.requestConfig));

  // Without a connection the browser would leave the page for one that says so.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "sign-in-again") {
      event.preventDefault();
      return void signIn(form);
    }
    const isOurs = form.hasAttribute("hx-post") || form.closest("[hx-boost='true']");
    if (isOurs || event.defaultPrevented || navigator.onLine || form.method !== "post") return;
    event.preventDefault();
    pending = { elt: form, button: event.submitter };
    show(template("no-connection"));
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-sends-again]")) send();
  });
  window.addEventListener("online", () => {
    if (pending && !find("#signed-out")) send();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === "signed in") lookAgain();
  });

  const here = find("#person")?.dataset.person || find("#signed-in")?.dataset.person;
  if (find("#signed-in")) localStorage.setItem("signed in", String(Date.now()));
  else if (here) sessionStorage.setItem("person", here);
}
