// Sliders and animations without a kernel: the frames were drawn when the site was built (frames-data.js).
"use strict";
(() => {
  const { element } = course;
  const { content_root, frames_root = `${content_root}_static/frames/` } = document.documentElement.dataset;
  const here = decodeURI(location.pathname).replace(/\.html$/, "");
  const [, records] = Object.entries(window.COURSE_FRAMES || {}).find(([name]) => here.endsWith(`/${name}`)) || [, []];
  const images = [...document.querySelectorAll(".cell_output img, .jp-RenderedImage img")];

  function range({ label, texts, start }, changed) {
    const input = element("input", { type: "range", min: 0, max: texts.length - 1, value: start });
    const shown = element("span"); // an output would take the label for itself
    const tell = () => {
      shown.textContent = texts[input.value];
      input.ariaValueText = texts[input.value];
    };
    input.addEventListener("input", () => {
      tell();
      changed();
    });
    tell();
    return { input, tell, label: element("label", {}, `${label} : `, shown, input), said: () => `${label} : ${texts[input.value]}` };
  }

  function player(ranges, interval, changed) {
    const { input, tell } = ranges[0], last = Number(input.max);
    const button = element("button", { type: "button", textContent: "▶ Lire" });
    let timer = null;
    const stop = () => {
      clearInterval(timer);
      timer = null;
      button.textContent = "▶ Lire";
    };
    const step = (to) => {
      input.value = to;
      tell();
      changed();
    };
    button.addEventListener("click", () => {
      if (timer) return stop();
      button.textContent = "⏸ Pause";
      if (Number(input.value) === last) step(0);
      timer = setInterval(() => {
        step(Number(input.value) + 1);
        if (Number(input.value) === last) stop();
      }, interval);
    });
    input.addEventListener("input", stop);
    return button;
  }

  function bring(image, { alt, controls, frames, interval }) {
    const load = () => frames.forEach((name) => (new Image().src = frames_root + name));
    const show = () => {
      if (!image.hasAttribute("width")) image.width = image.naturalWidth;
      const index = ranges.reduce((sum, { input }, i) => sum * controls[i].texts.length + Number(input.value), 0);
      image.src = frames_root + frames[index];
      image.alt = `${alt} (${ranges.map((one) => one.said()).join(" ; ")})`;
    };
    const ranges = controls.map((control) => range(control, () => show()));
    const box = element("div", { className: "course-frames" }, ...ranges.map((one) => one.label));
    if (interval) box.prepend(player(ranges, interval, show));
    for (const event of ["pointerenter", "focusin"]) box.addEventListener(event, load, { once: true });
    (image.closest("a") || image).before(box);
  }

  for (const record of records) {
    const at = images.findIndex((image) => image.alt === record.alt);
    if (at >= 0) bring(images.splice(at, 1)[0], record);
  }
})();
