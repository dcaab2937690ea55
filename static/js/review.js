// The review list's keys: j and k move, the others press what the row in hand has for them.
"use strict";

const rows = [...document.querySelectorAll(".review-row")];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const held = rows.indexOf(document.activeElement.closest(".review-row"));
  if (event.key === "j" || event.key === "k") rows[Math.max(0, held + (event.key === "j" ? 1 : -1))]?.focus();
  else if (held >= 0) rows[held].querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

rows[0]?.focus();
