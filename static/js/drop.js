// Files are dropped anywhere on their form, and told by name before they are sent. Without it the field does.
"use strict";

for (const form of document.querySelectorAll("[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const names = form.querySelector("[data-drop-names]");

  const tell = () => {
    names.replaceChildren(
      ...[...field.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} KB`;
        return line;
      }),
    );
    const whole = [...field.files].reduce((sum, file) => sum + file.size, 0);
    if (whole > Number(form.dataset.most)) names.append(names.dataset.tooMuch);
    names.hidden = field.files.length === 0;
  };
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("is-over");
  };
  const drop = (event) => {
    form.classList.remove("is-over");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const all = new DataTransfer(); // what was chosen before stays
    for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file);
    field.files = all.files;
    tell();
    field.focus();
  };

  form.addEventListener("dragenter", mark);
  form.addEventListener("dragover", mark);
  form.addEventListener("dragleave", (event) => form.contains(event.relatedTarget) || form.classList.remove("is-over"));
  form.addEventListener("drop", drop);
  field.addEventListener("change", tell);
}

// A file that misses the form would replace the page and what is typed in it.
for (const kind of ["dragover", "drop"])
  window.addEventListener(kind, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
