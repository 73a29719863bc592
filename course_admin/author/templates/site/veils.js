// The result of a prediction stays veiled until the reader has predicted; one switch lifts the veils of a page.
"use strict";
(() => {
  const STORE = "course-veils";
  const outputs = [...document.querySelectorAll("div.cell.tag_prediction > .cell_output")];
  const title = document.querySelector("article.bd-article h1");
  if (!outputs.length || !title) return;

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  const veils = outputs.map((output) => {
    const button = element("button", { type: "button", textContent: "J’ai prédit : montrer" });
    const veil = element("div", { className: "course-veil" }, button);
    output.before(veil);
    button.addEventListener("click", () => {
      set(veil, output, false);
      output.tabIndex = -1;
      output.focus();
    });
    return [veil, output];
  });

  function set(veil, output, veiled) {
    veil.hidden = !veiled;
    output.classList.toggle("course-veiled", veiled);
  }

  const box = element("input", { type: "checkbox", id: "course-veils" });
  const label = element("label", { htmlFor: box.id }, box, " Voiler les résultats à prédire");
  let tools = document.querySelector(".course-tools");
  if (!tools) title.after((tools = element("div", { className: "course-tools" })));
  tools.append(label);
  try {
    box.checked = localStorage.getItem(STORE) !== "off";
  } catch {
    box.checked = true;
  }
  const all = () => veils.forEach(([veil, output]) => set(veil, output, box.checked));
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, box.checked ? "on" : "off");
    } catch { /* the switch works for this visit */ }
    all();
  });
  all();
})();
