// Sliders and animations without a kernel: their frames are drawn with the site.
// window.COURSE_FRAMES (frames-data.js) says by a figure's alternative text what moves it.
"use strict";
(() => {
  const { element, button } = course;
  const { content_root, frames_root = `${content_root}_static/frames/` } = document.documentElement.dataset;
  function bring(image, { controls, frames, interval }) {
    const alt = image.alt;
    const inputs = controls.map(({ texts, start }) => element("input", { type: "range", max: texts.length - 1, value: start, oninput: show }));
    const shown = controls.map(() => element("span")); // an output would take the label for itself
    const labels = controls.map(({ label }, i) => element("label", {}, `${label} : `, shown[i], inputs[i]));

    // Write the values by the sliders; return them in words.
    function tell() {
      const values = controls.map(({ texts }, i) => (shown[i].textContent = inputs[i].ariaValueText = texts[inputs[i].value]));
      return controls.map(({ label }, i) => `${label} : ${values[i]}`).join(" ; ");
    }

    function show() {
      if (!image.hasAttribute("width")) image.width = image.naturalWidth;
      const index = controls.reduce((sum, { texts }, i) => sum * texts.length + Number(inputs[i].value), 0);
      image.src = frames_root + frames[index];
      image.alt = `${alt} (${tell()})`;
    }

    tell();
    const box = element("div", { className: "course-frames" }, ...labels);
    if (interval) box.prepend(player(inputs[0], interval, show));
    const load = () => frames.forEach((name) => (new Image().src = frames_root + name));
    for (const event of ["pointerenter", "focusin"]) box.addEventListener(event, load, { once: true });
    (image.closest("a") || image).before(box);
  }

  // The button that plays a slider's frames up to the last.
  function player(input, interval, show) {
    const play = button("▶ Lire", () => (timer ? stop() : start()));
    let timer = null;
    const stop = () => {
      timer = clearInterval(timer);
      play.textContent = "▶ Lire";
    };
    const start = () => {
      play.textContent = "⏸ Pause";
      if (input.value === input.max) move(0);
      timer = setInterval(() => {
        move(Number(input.value) + 1);
        if (input.value === input.max) stop();
      }, interval);
    };
    const move = (to) => {
      input.value = to;
      show();
    };
    input.addEventListener("input", stop);
    return play;
  }

  for (const image of document.querySelectorAll(".cell_output img, .jp-RenderedImage img")) {
    const record = window.COURSE_FRAMES[image.alt];
    if (record) bring(image, record);
  }
})();
