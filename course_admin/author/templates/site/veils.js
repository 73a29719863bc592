// The result of a prediction stays veiled until the reader has predicted; one switch lifts the veils of a page.
"use strict";
(() => {
  const { element, button } = course;
  const STORE = "course-veils";
  const outputs = [...document.querySelectorAll("div.cell.tag_prediction > .cell_output")];
  if (!outputs.length || !course.tools()) return;

  // Each returns a function that puts the veil or lifts it.
  const veils = outputs.map((output) => {
    const veil = element("div", { className: "course-veil" }, button("J’ai prédit : montrer", () => {
      set(false);
      output.tabIndex = -1;
      output.focus();
    }));
    const set = (veiled) => {
      veil.hidden = !veiled;
      output.classList.toggle("course-veiled", veiled);
    };
    output.before(veil);
    return set;
  });

  const all = () => veils.forEach((set) => set(box.checked));
  const box = element("input", { type: "checkbox", checked: course.kept(STORE) !== false, onchange() {
    course.keep(STORE, box.checked);
    all();
  } });
  course.tools().append(element("label", {}, box, " Voiler les résultats à prédire"));
  all();
})();
