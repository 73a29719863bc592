// The result of a prediction stays veiled until the reader has predicted; one switch lifts the veils of a page.
"use strict";
(() => {
  const { element } = course;
  const STORE = "course-veils";
  const outputs = [...document.querySelectorAll("div.cell.tag_prediction > .cell_output")];
  if (!outputs.length || !course.tools()) return;

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
  course.tools().append(label);
  box.checked = course.kept(STORE) !== false;
  const all = () => veils.forEach(([veil, output]) => set(veil, output, box.checked));
  box.addEventListener("change", () => {
    course.keep(STORE, box.checked);
    all();
  });
  all();
})();
