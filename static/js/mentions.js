// Names offered while an @name is typed in a note. Without this script the field "Tell" offers them.
"use strict";

{
  const MOST = 6;
  const BEGUN = /(?:^|[^\w.\/@])@([\w.+-]*)$/u;

  const offerOf = (field) => document.getElementById(field.getAttribute("aria-controls") || "");

  function close(field) {
    offerOf(field)?.remove();
    field.removeAttribute("aria-controls");
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", "false");
  }

  function matches(begun) {
    const names = [...document.querySelectorAll("#people option")];
    const wanted = begun.toLowerCase();
    const fits = (option) => `${option.value} ${option.textContent}`.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted));
    return names.filter(fits).slice(0, MOST);
  }

  function open(field) {
    const begun = BEGUN.exec(field.value.slice(0, field.selectionStart));
    const found = begun ? matches(begun[1]) : [];
    close(field);
    if (!found.length) return;
    const list = document.createElement("ul");
    list.className = "offer";
    list.id = "offer";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People");
    found.forEach((option, place) => {
      const item = document.createElement("li");
      item.id = `offer-${place}`;
      item.className = "button small";
      item.setAttribute("role", "option");
      item.dataset.name = option.value;
      item.textContent = `@${option.value}${option.textContent ? ` ${option.textContent}` : ""}`;
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(field, option.value);
      });
      list.append(item);
    });
    field.after(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "true");
    field.setAttribute("aria-controls", "offer");
    choose(field, 0);
  }

  function choose(field, place) {
    const items = [...offerOf(field).children];
    const next = (place + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === next)));
    field.setAttribute("aria-activedescendant", items[next].id);
  }

  function take(field, name) {
    const before = field.value.slice(0, field.selectionStart).replace(/@[\w.+-]*$/u, `@${name} `);
    field.value = before + field.value.slice(field.selectionStart);
    field.setSelectionRange(before.length, before.length);
    close(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function onKey(event) {
    const field = event.target;
    const offer = field.matches?.("[data-mentions]") && offerOf(field);
    if (!offer) return;
    const items = [...offer.children];
    const chosen = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(field, chosen + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" || event.key === "Tab") take(field, items[chosen].dataset.name);
    else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", (event) => event.target.matches("[data-mentions]") && open(event.target));
  document.addEventListener("focusout", (event) => event.target.matches("[data-mentions]") && close(event.target));
}
