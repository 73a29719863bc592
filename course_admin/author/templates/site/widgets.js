// What one plays with on a page: the site leaves a `div data-widget` below a cell whose metadata have a `widget`, and
// widget-NAME.js says its fields, what follows from them (`compute`) and how that is shown.
"use strict";
(() => {
  const { element, button } = course;
  const kinds = {}, compute = {};

  // A number with so many digits, as French writes it.
  const written = (x, digits) => String(Number(x.toPrecision(digits))).replace(/-/g, "−").replace(".", ",");
  const french = (x) => written(x, 3);

  function svg(tag, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  }

  const image = (viewBox, name) => svg("svg", { viewBox, role: "img", class: name });

  // Replace what an image shows, and what is said of it.
  function redraw(image, parts, words) {
    image.replaceChildren(...parts);
    image.ariaLabel = words;
  }

  // A field for a list of numbers (arrows change a single one by 0,1); `read` is null where it holds something else.
  function field([label, { length }], changed) {
    const input = element("input", { type: "text", autocomplete: "off" });
    const read = () => {
      const numbers = (length > 1 ? input.value.trim().split(/\s*;\s*|\s+/) : [input.value]).map(courseQuestions.number);
      const wrong = numbers.length !== length || !numbers.every((one) => one !== null && Number.isFinite(one));
      input.ariaInvalid = wrong;
      return wrong ? null : numbers;
    };
    const write = (numbers) => (input.value = numbers.map((one) => written(one, 6)).join(" ; "));
    input.addEventListener("input", changed);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
      if (!step || length > 1 || !read()) return;
      event.preventDefault();
      write([read()[0] + step]);
      changed();
    });
    const expected = `${label} : ${length > 1 ? `${length} nombres séparés par « ; »` : "un nombre"}, par exemple 0,5.`;
    return { read, write, expected, box: element("label", {}, `${label} `, input) };
  }

  // A choice among a few words, at first the first.
  function choice(legend, words, changed) {
    const inputs = words.map((_, i) => element("input", { type: "radio", name: legend, checked: !i, onchange: changed }));
    const labels = words.map((word, i) => element("label", {}, inputs[i], ` ${word}`));
    return { box: element("fieldset", {}, element("legend", { textContent: legend }), ...labels), read: () => inputs.findIndex((one) => one.checked) };
  }

  function play(box) {
    const { name, ask, ...start } = JSON.parse(box.dataset.widget);
    const { title, starts, shown, controls, show, actions = {} } = kinds[name](start, () => tell());
    const said = element("p", { role: "status" });
    const fields = starts.map((one) => field(one, () => tell()));
    const read = () => fields.map((one) => one.read());
    const write = (lists) => lists.forEach((list, i) => fields[i].write(list));
    function tell() {
      const wrong = read().indexOf(null);
      said.textContent = wrong < 0 ? show(read()) : fields[wrong].expected;
    }
    const then = (words, act) => button(words, () => {
      act();
      tell();
    });
    const again = () => write(starts.map(([, list]) => list));
    const buttons = Object.entries(actions).map(([words, act]) => then(words, () => read().includes(null) || write(act(read()))));
    again();
    Object.assign(box, { role: "group", ariaLabel: title });
    box.append(element("p", {}, element("strong", { textContent: `${title}. ` }), ask), shown, ...controls, said, element("p", {}, ...buttons, then("Revenir au début", again)));
    box.append(element("div", { className: "course-fields" }, ...fields.map((one) => one.box)));
    tell();
  }

  window.courseWidgets = { kinds, compute, french, svg, image, redraw, choice };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("div[data-widget]").forEach(play));
})();
