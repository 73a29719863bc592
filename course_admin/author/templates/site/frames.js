// Sliders and animations without a kernel: the frames were drawn when the site was built (frames-data.js).
"use strict";
(() => {
  const root = document.documentElement.dataset.content_root || "./";
  const here = decodeURI(location.pathname).replace(/\.html$/, "");
  const page = Object.keys(window.COURSE_FRAMES || {}).find((name) => here.endsWith(`/${name}`));
  const images = [...document.querySelectorAll(".cell_output img")];

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function range({ label, texts, start }, changed) {
    const input = element("input", { type: "range", min: 0, max: texts.length - 1, step: 1, value: start });
    const shown = element("span"); // an output would take the label for itself
    const tell = () => {
      shown.textContent = texts[input.value];
      input.setAttribute("aria-valuetext", texts[input.value]);
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
    const address = (name) => `${root}_static/frames/${name}`;
    let loaded = false;
    const load = () => {
      if (!loaded) frames.forEach((name) => (new Image().src = address(name)));
      loaded = true;
    };
    const show = () => {
      if (!image.hasAttribute("width")) image.width = image.naturalWidth;
      const index = ranges.reduce((sum, { input }, i) => sum * controls[i].texts.length + Number(input.value), 0);
      image.src = address(frames[index]);
      image.alt = `${alt} (${ranges.map((one) => one.said()).join(" ; ")})`;
    };
    const ranges = controls.map((control) => range(control, () => show()));
    const box = element("div", { className: "course-frames" }, ...ranges.map((one) => one.label));
    if (interval) box.prepend(player(ranges, interval, show));
    for (const event of ["pointerenter", "focusin"]) box.addEventListener(event, load);
    (image.closest("a") || image).before(box);
  }

  for (const record of (page && window.COURSE_FRAMES[page]) || []) {
    const at = images.findIndex((image) => image.alt === record.alt);
    if (at >= 0) bring(images.splice(at, 1)[0], record);
  }
})();
