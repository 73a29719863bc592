// Attention: a word asks with its query, each answers with its key and hands over its value.
"use strict";
(() => {
  const { french, svg, image, redraw, choice } = courseWidgets;

  // The scores (divided by √d where they are `scaled`), the weights, and what is received.
  function compute(query, keys, values, scaled = true) {
    const scores = keys.map((key) => key.reduce((sum, k, i) => sum + k * query[i], 0) / (scaled ? Math.sqrt(query.length) : 1));
    const most = Math.max(...scores), powers = scores.map((score) => Math.exp(score - most));
    const weights = powers.map((power) => power / powers.reduce((a, b) => a + b));
    return { scores, weights, received: values[0].map((_, i) => weights.reduce((sum, w, j) => sum + w * values[j][i], 0)) };
  }

  function diagram(words, asks, { scores, weights, received }) {
    const say = (x, y, text, look = "") => svg("text", { x, y, class: look }, text);
    const parts = words.flatMap((word, j) => {
      const x = (336 * (j + 0.5)) / words.length;
      const line = svg("line", { x1: x, y1: 60, x2: 168, y2: 150, "stroke-width": 1 + 17 * weights[j] });
      return [line, say(x, 16, word, "course-value"), say(x, 34, `score ${french(scores[j])}`), say(x, 52, `poids ${french(weights[j])}`, "course-back")];
    });
    return [...parts, say(168, 168, `« ${asks} » reçoit`), say(168, 186, `(${received.map(french).join(" ; ")})`, "course-value")];
  }

  courseWidgets.compute.attention = compute;
  courseWidgets.kinds.attention = ({ words, asks, query, keys, values }, changed) => {
    const shown = image("0 0 336 194", "course-diagram"), n = words.length;
    const divided = choice("Scores", ["divisés par √d", "non divisés"], changed);
    return {
      title: "L’attention, à manipuler",
      starts: [[`requête q de « ${asks} »`, query], ...words.map((word, j) => [`clé k de « ${word} »`, keys[j]]), ...words.map((word, j) => [`valeur v de « ${word} »`, values[j]])],
      shown, controls: [divided.box],
      show([query, ...rest]) {
        const found = compute(query, rest.slice(0, n), rest.slice(n), !divided.read());
        redraw(shown, diagram(words, asks, found), words.map((word, j) => `${word} : score ${french(found.scores[j])}, poids ${french(found.weights[j])}`).join(" ; "));
        return `« ${asks} » reçoit (${found.received.map(french).join(" ; ")}).`;
      },
    };
  };
})();
