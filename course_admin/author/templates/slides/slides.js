// What the page of a chapter does besides reveal.js: formulas, and words that always leave room for the figure.
const LARGEST = 30; // px on a screen of 1280 × 720
const SMALLEST = 18;
const FIGURE = 330; // px that a figure keeps

window.MathJax = {
  tex: { inlineMath: [["$", "$"], ["\\(", "\\)"]], displayMath: [["$$", "$$"], ["\\[", "\\]"]] },
  options: { enableMenu: false, enableAssistiveMml: true },
  startup: { typeset: false },
};

function fits(slide) {
  const figures = [...slide.querySelectorAll(".jp-RenderedImage")];
  return slide.scrollHeight <= slide.clientHeight + 1 && figures.every((figure) => figure.clientHeight >= FIGURE / figures.length);
}

function fit(slide) {
  let size = LARGEST;
  slide.style.fontSize = `${size}px`;
  while (!fits(slide) && size > SMALLEST) slide.style.fontSize = `${--size}px`;
}

// A slider that the mouse has moved gives the keys back to the lecture; Space on a button is not "next".
document.addEventListener("pointerup", () => document.activeElement.closest(".course-frames") && document.activeElement.blur());
for (const button of document.querySelectorAll(".course-frames button"))
  button.addEventListener("keydown", (event) => event.key === " " && event.stopPropagation());

async function start() {
  await MathJax.startup.promise;
  await MathJax.typesetPromise();
  const reveal = new Reveal({
    width: 1280, height: 720, margin: 0, center: false, display: "flex", transition: "none", hash: true, scrollActivationWidth: null,
    slideNumber: "c/t", navigationMode: "linear", plugins: [RevealNotes],
  });
  reveal.on("ready", (event) => fit(event.currentSlide));
  reveal.on("slidechanged", (event) => fit(event.currentSlide));
  await reveal.initialize();
  document.documentElement.dataset.ready = "yes";
  window.deck = reveal;
}
