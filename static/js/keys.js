// Which key was meant: each person may have others, and the list in the page says which.
"use strict";

window.keys = (() => {
  const lines = (scope) => [...document.querySelectorAll(`#keys [data-scope="${scope}"]`)];
  const isTwo = (pressed) => pressed.startsWith("g ");

  // The sign that was typed; on a keyboard of other letters (Cyrillic, Greek) the Latin letter that stands on it.
  function typed(event) {
    const own = event.key;
    if (own.length !== 1 || own.charCodeAt(0) < 128) return own;
    if (lines("page").some((line) => line.dataset.now === own)) return own;
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    if (!letter) return own;
    return event.shiftKey ? letter : letter.toLowerCase();
  }

  // The usual key of the act that this person has on what was pressed; nothing where that act has moved elsewhere.
  function meant(pressed, scope = "page") {
    const known = lines(scope);
    const line = known.find((found) => found.dataset.now === pressed);
    if (line) return line.dataset.usual;
    return known.some((found) => found.dataset.usual === pressed) || isTwo(pressed) ? "" : pressed;
  }

  // What stands on the buttons, where a person has other keys.
  function write(root) {
    for (const [attribute, scope] of [["key", "page"], ["mark-key", "marking"]]) {
      for (const line of lines(scope).filter((found) => found.dataset.now !== found.dataset.usual)) {
        const usual = CSS.escape(line.dataset.usual);
        for (const word of root.querySelectorAll(`[data-${attribute}="${usual}"] kbd`)) word.textContent = line.dataset.shown;
      }
    }
  }

  document.addEventListener("DOMContentLoaded", () => write(document));
  document.addEventListener("htmx:load", (event) => write(event.detail.elt.parentElement ?? document));
  return { typed, meant };
})();
