// Back-propagation through two inputs, two hidden neurons and one output: sigmoids everywhere, C = (a − y)².
"use strict";
(() => {
  const { french, svg, image, redraw, choice } = courseWidgets;
  const NAMES = ["w¹₁₁", "w¹₁₂", "w¹₂₁", "w¹₂₂", "b¹₁", "b¹₂", "w²₁₁", "w²₁₂", "b²₁"];
  const INPUTS = [[30, 55], [30, 265]], HIDDEN = [[168, 55], [168, 265]], OUTPUT = [306, 160], RADIUS = 25;
  const sigmoid = (z) => 1 / (1 + Math.exp(-z));

  // `parameters` are in the order of NAMES; so are `gradient` and `after`, where one step leads.
  function compute(x, y, parameters, rate) {
    const forward = ([w11, w12, w21, w22, b1, b2, v1, v2, c]) => {
      const z1 = [w11 * x[0] + w12 * x[1] + b1, w21 * x[0] + w22 * x[1] + b2], a1 = z1.map(sigmoid);
      const z2 = v1 * a1[0] + v2 * a1[1] + c, a2 = sigmoid(z2);
      return { z1, a1, z2, a2, cost: (a2 - y) ** 2 };
    };
    const found = forward(parameters), { a1, a2 } = found;
    const delta2 = 2 * (a2 - y) * a2 * (1 - a2);
    const delta1 = a1.map((a, j) => parameters[6 + j] * delta2 * a * (1 - a));
    const gradient = [...delta1.flatMap((delta) => x.map((one) => delta * one)), ...delta1, ...a1.map((a) => delta2 * a), delta2];
    const after = parameters.map((parameter, i) => parameter - rate * gradient[i]);
    return { ...found, delta1, delta2, gradient, after, costAfter: forward(after).cost };
  }

  function diagram(x, parameters, found, stage) {
    const parts = [], look = ["", "course-back", "course-step"][stage];
    const more = (i) => (stage === 1 ? `∂ = ${french(found.gradient[i])}` : `→ ${french(found.after[i])}`);
    const say = (x, y, text, look = "", turn = 0) => parts.push(svg("text", { x, y, class: look, transform: `rotate(${turn} ${x} ${y})` }, text));
    const edge = (i, from, to, share) => {
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]], length = Math.hypot(dx, dy);
      const write = (aside, text, how) => say(from[0] + share * dx - (aside * dy) / length, from[1] + share * dy + (aside * dx) / length, text, how, (Math.atan2(dy, dx) * 180) / Math.PI);
      parts.push(svg("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }));
      write(-5, `${NAMES[i]} = ${french(parameters[i])}`);
      if (stage) write(14, more(i), look);
    };
    const neuron = ([x, y], name, value, kind) => {
      parts.push(svg("circle", { cx: x, cy: y, r: RADIUS, class: kind }));
      say(x, y - 4, name);
      say(x, y + 13, french(value), "course-value");
    };
    const under = (x, y, z, i) => {
      say(x, y + 40, `z = ${french(z)}`);
      say(x, y + 55, `${NAMES[i]} = ${french(parameters[i])}`);
      if (stage) say(x, y + 70, stage === 1 ? `δ = ${more(i)}` : more(i), look);
    };
    HIDDEN.forEach((to, j) => INPUTS.forEach((from, k) => edge(2 * j + k, from, to, j === k ? 0.5 : 0.29)));
    HIDDEN.forEach((from, j) => edge(6 + j, from, OUTPUT, 0.52));
    INPUTS.forEach((place, k) => neuron(place, ["x₁", "x₂"][k], x[k], "course-in"));
    HIDDEN.forEach((place, j) => neuron(place, ["a¹₁", "a¹₂"][j], found.a1[j], "course-hidden-layer"));
    neuron(OUTPUT, "a²₁", found.a2, "course-out");
    under(182, 55, found.z1[0], 4);
    under(168, 265, found.z1[1], 5);
    under(298, 160, found.z2, 8);
    return parts;
  }

  courseWidgets.compute.backpropagation = compute;
  courseWidgets.kinds.backpropagation = ({ x, y, parameters, rate }, changed) => {
    const shown = image("0 24 336 318", "course-diagram");
    const stages = choice("Montrer", ["l’aller : z et a", "le retour : δ et ∂", "le pas : − λ ∂"], changed);
    const start = [...x, y, ...parameters, rate];
    const split = (lists, values = lists.flat()) => [values.slice(0, 2), values[2], values.slice(3, 12), values[12]];
    return {
      title: "Le réseau 2-2-1, à manipuler",
      starts: ["x₁", "x₂", "y", ...NAMES, "pas λ"].map((label, i) => [label, [start[i]]]),
      shown, controls: [stages.box],
      show(values) {
        const [x, , parameters] = split(values), found = compute(...split(values));
        const list = NAMES.map((name, i) => `${name} ${french(found.gradient[i])}`).join(", ");
        redraw(shown, diagram(x, parameters, found, stages.read()), `Sorties cachées ${found.a1.map(french).join(" et ")}, sortie ${french(found.a2)}. Dérivées : ${list}.`);
        return `C = (a²₁ − y)² = ${french(found.cost)} ; après un pas : ${french(found.costAfter)}.`;
      },
      actions: { "Faire un pas": (values) => [...values.slice(0, 3), ...compute(...split(values)).after.map((one) => [one]), values[12]] },
    };
  };
})();
