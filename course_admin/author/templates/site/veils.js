// What answers a prediction, figure and prose, is veiled until the reader has predicted; one switch lifts all.
"use strict";
(() => {
  const { element, button } = course;
  const STORE = "course-veils";
  const outputs = [...document.querySelectorAll("div.cell.tag_prediction > .cell_output")];
  if (!outputs.length || !course.tools()) return;

  // Each becomes a function that sets or lifts its veil.
  const veils = outputs.map((output) => {
    const told = [output];
    let next = output.parentElement;
    while ((next = next.nextElementSibling)?.matches("p, ul, ol, .math") && !/révoyez/.test(next.textContent)) told.push(next);
    const veil = element("div", { className: "course-veil" }, button("J’ai prédit : montrer", () => {
      set(false);
      output.tabIndex = -1;
      output.focus();
    }));
    const set = (veiled) => {
      veil.hidden = !veiled;
      told.forEach((one) => one.classList.toggle("course-veiled", veiled));
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
