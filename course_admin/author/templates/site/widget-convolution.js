// A kernel that slides over an image: no padding, a stride of one pixel.
"use strict";
(() => {
  const { french, svg, image, redraw } = courseWidgets;
  const { element } = course;
  const CELL = 34;
  const sum = (table) => table.flat().reduce((a, b) => a + b, 0);

  // The output, and the products under the kernel at its stop `at` (counted from 0, row by row).
  function compute(pixels, kernel, at = 0) {
    const range = Array.from({ length: pixels.length - kernel.length + 1 }, (_, i) => i);
    const stops = range.map((row) => range.map((column) => kernel.map((line, i) => line.map((weight, j) => weight * pixels[row + i][column + j]))));
    return { output: stops.map((line) => line.map(sum)), products: stops.flat()[at] };
  }

  // A table as squares, from black (`low`) to white (`high`), and a frame around `size` × `size` of them.
  function grid(table, low, high, row, column, size) {
    const square = (y, x, n, look) => svg("rect", { x: x * CELL, y: y * CELL, width: n * CELL, height: n * CELL, ...look });
    const parts = table.flatMap((line, y) => line.flatMap((value, x) => {
      const grey = high > low ? Math.round((255 * (value - low)) / (high - low)) : 128;
      return [
        square(y, x, 1, { fill: `rgb(${grey},${grey},${grey})` }),
        svg("text", { x: (x + 0.5) * CELL, y: (y + 0.5) * CELL + 4, fill: grey > 117 ? "#000" : "#fff" }, french(value)),
      ];
    }));
    return [...parts, square(row, column, size, { class: "course-frame" })];
  }

  courseWidgets.compute.convolution = compute;
  courseWidgets.kinds.convolution = ({ rows, kernel }, changed) => {
    const pixels = rows.map((row) => [...row].map(Number));
    const side = pixels.length - kernel.length + 1, values = pixels.flat();
    const sheet = (n) => image(`-3 -3 ${n * CELL + 6} ${n * CELL + 6}`, "course-grid");
    const figure = (drawn, words) => element("figure", {}, drawn, element("figcaption", { textContent: words }));
    const before = sheet(pixels.length), after = sheet(side);
    const place = element("input", { type: "range", min: 0, max: side * side - 1, value: 2 * side + 2, oninput: changed });
    const spoken = (table) => table.map((line) => line.map(french).join(" ")).join(" / ");
    return {
      title: "La fenêtre qui glisse, à manipuler",
      starts: kernel.map((line, i) => [`noyau, ligne ${i + 1}`, line]),
      shown: element("div", { className: "course-grids" }, figure(before, `Image ${pixels.length} × ${pixels.length}`), figure(after, `Sortie ${side} × ${side}`)),
      controls: [element("label", {}, "Place de la fenêtre", place)],
      show(kernel) {
        const at = Number(place.value), row = Math.floor(at / side), column = at % side, where = `Ligne ${row + 1}, colonne ${column + 1}`;
        const { output, products } = compute(pixels, kernel, at), most = Math.max(...output.flat().map(Math.abs));
        const low = output.flat().some((one) => one < 0) ? -most : 0;
        redraw(before, grid(pixels, Math.min(...values), Math.max(...values), row, column, kernel.length), `Image : ${spoken(pixels)}`);
        redraw(after, grid(output, low, most, row, column, 1), `Sortie : ${spoken(output)}`);
        place.ariaValueText = where;
        const terms = products.flat().filter(Boolean).map((one) => (one < 0 ? `(${french(one)})` : french(one)));
        return `${where} de la sortie : ${[terms.join(" + "), french(output[row][column])].filter(Boolean).join(" = ")}. Somme du noyau : ${french(sum(kernel))}.`;
      },
    };
  };
})();
