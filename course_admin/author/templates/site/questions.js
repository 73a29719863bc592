// The questions of a notebook, answered on its page by the rules and words of course_utils/checks/lectures.py.
// window.COURSE_QUESTIONS (questions-data.js) has the same entries, and the words and choices of each field.
// Nothing is sent.
"use strict";
(() => {
  const { element } = course;
  const BLANK = "✎ À vous de jouer : écrivez votre réponse.";
  const STORE = "course-questions";

  // A float as Python's str writes it: « 3.0 », « 1e-05 », « 1e+16 ».
  function pyFloat(x) {
    const [digits, exponent] = x.toExponential().split("e"), power = Number(exponent);
    if (power < -4 || power >= 16) return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
    const plain = power < 0 ? x.toFixed(Math.min(100, digits.replace(/\D/g, "").length - 1 - power)) : String(x);
    return (Object.is(x, -0) ? "-0" : plain) + (plain.includes(".") ? "" : ".0");
  }

  // A text that Python's float() takes for a number with digits; otherwise null.
  function asFloat(text) {
    const bare = text.trim().replace(/(\d)_(?=\d)/g, "$1");
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : null;
  }

  function canonical(answer) {
    if (Array.isArray(answer)) return answer.map(canonical).sort().join("|");
    if (typeof answer === "boolean") return answer ? "vrai" : "faux";
    const number = typeof answer === "number" ? answer : asFloat(answer);
    if (number !== null) return pyFloat(number);
    const text = answer.trim().toLowerCase().replaceAll("ß", "ss").replaceAll("’", "'").normalize("NFKD").replace(/\p{Mn}/gu, "");
    return { true: "vrai", false: "faux" }[text] ?? text;
  }

  // SHA-256 in hexadecimal; crypto.subtle is not there on every address.
  function sha256(text) {
    const bytes = new TextEncoder().encode(text), size = (bytes.length + 72) & ~63;
    const data = new DataView(new ArrayBuffer(size));
    [...bytes, 0x80].forEach((byte, i) => data.setUint8(i, byte));
    data.setUint32(size - 4, 8 * bytes.length);
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
    const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
    const K = primes.map((p) => fraction(Math.cbrt(p)));
    const H = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
    const turn = (x, ...turns) => turns.reduce((sum, n) => sum ^ (x >>> n) ^ (x << (32 - n)), 0);
    for (let start = 0; start < size; start += 64) {
      const w = [];
      let [a, b, c, d, e, f, g, h] = H;
      for (let i = 0; i < 64; i++) {
        const [x, y] = [w[i - 15], w[i - 2]];
        w[i] = i < 16 ? data.getInt32(start + 4 * i) : (w[i - 16] + (turn(x, 7, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17, 19) ^ (y >>> 10))) | 0;
        const t1 = (h + turn(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const t2 = (turn(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => (H[i] = (H[i] + value) | 0));
    }
    return H.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  const digest = (id, answer) => sha256(`${id}\n${canonical(answer)}`).slice(0, 24);

  // Whether an answer (number, truth value, word, or an array of them) is right, as lectures.right says.
  function right(id, entry, answer) {
    if (!entry.numbers) return entry.answers.includes(digest(id, answer));
    const expected = JSON.parse(atob(entry.numbers)), tolerance = entry.tolerance;
    const given = [answer].flat(Infinity).map((one) => (typeof one === "string" ? asFloat(one) : Number(one)));
    return given.length === expected.length && given.every((x, i) => x !== null && Math.abs(x - expected[i]) <= tolerance * (1 + Math.abs(expected[i])));
  }

  // A number as one types it in French or in Python: « 0,5 », « 1 000 », « −1/3 », « 50 % »; otherwise null.
  function number(text) {
    const bare = text.trim().replace(/[−–]/g, "-").replace(/\s*%$/, "").replace(/(\d)[\s_](?=\d{3}(\D|$))/g, "$1").replace(/(\d),(?=\d)|^([+-]?),(?=\d)/g, "$1$2.");
    const parts = bare.split("/").map(asFloat);
    return parts.length > 2 || parts.includes(null) ? null : parts.reduce((a, b) => a / b);
  }

  const unquoted = (text) => text.trim().replace(/^["'«“]\s*([^"«»“”]*?)\s*["'»”]$/u, "$1");

  // The values that a typed text may stand for, the likeliest first.
  function readings(entry, typed) {
    const text = unquoted(typed), inner = text.replace(/^[[({]\s*|\s*[\])}]$/g, "").replace(/,$/, "");
    const alone = number(inner), found = [];
    const lists = [/\s*;\s*/, /,\s+/, /\s+/, ","].map((mark) => inner.split(mark)).filter((parts) => parts.length > 1);
    const numbers = lists.map((parts) => parts.map(number)).filter((values) => !values.includes(null));
    if (entry.numbers) {
      const count = JSON.parse(atob(entry.numbers)).length;
      if (alone !== null) found.push(alone);
      numbers.sort((a, b) => (b.length === count) - (a.length === count));
      found[count > 1 ? "unshift" : "push"](...numbers);
    } else {
      const words = inner.split(/\s*[;,]\s*|\s+et\s+/).map(unquoted);
      found.push(text, ...(alone === null ? [] : [alone]), ...(words.length > 1 ? [words] : []), [unquoted(inner)], ...numbers);
    }
    return found.length ? found : [text];
  }

  // What `question` prints of a typed text; `tries` counts the wrong ones so far, this one included.
  function verdict(id, entry, typed, tries = 1) {
    if (!typed.trim()) return { text: BLANK };
    const values = readings(entry, typed);
    if (values.some((value) => right(id, entry, value))) {
      return { right: true, text: ["✔ Exact.", entry.right].filter(Boolean).join(" ") };
    }
    const hint = values.map((value) => entry.hints?.[digest(id, value)]).find(Boolean) || entry.wrong;
    return { right: false, text: ["✘ Pas encore.", hint, tries > 1 && entry.broader].filter(Boolean).join(" ") };
  }

  const stored = () => course.kept(STORE) || {};

  function field(id, entry, changed) {
    const { label, choices } = entry, name = `course-${id}`, kept = stored()[id];
    const input = choices.length
      ? element("select", { id: name }, new Option("choisir…", ""), ...choices.map((word) => new Option(word)))
      : element("input", { id: name, autocomplete: "off", spellcheck: false });
    const said = element("p", { role: "status" });
    let tries = 0;
    if (kept) input.value = kept.typed;
    if (kept?.right) said.textContent = verdict(id, entry, kept.typed).text;
    function judge(event) {
      event.preventDefault();
      const { right, text } = verdict(id, entry, input.value, tries + 1);
      if (right !== undefined) {
        tries = right ? 0 : tries + 1;
        course.keep(STORE, { ...stored(), [id]: { typed: input.value, right } });
      }
      said.textContent = text;
      changed();
    }
    const title = element("label", { htmlFor: name, textContent: label || "Votre réponse" });
    return element("form", { className: "course-question", onsubmit: judge }, title, input, element("button", { textContent: "Vérifier" }), said);
  }

  function start() {
    const entries = window.COURSE_QUESTIONS || {}, ids = [];
    const progress = element("p", { role: "status", id: "course-progress" });
    const tell = () => {
      const kept = stored(), done = ids.filter((id) => kept[id]?.right).length;
      progress.textContent = `${done} question${done > 1 ? "s" : ""} sur ${ids.length}`;
    };
    for (const cell of document.querySelectorAll("div.cell")) {
      const code = cell.querySelector(".cell_input pre")?.textContent || "";
      const asked = [...code.matchAll(/^question\(\s*"(\w+)"/gm)].map(([, id]) => id).filter((id) => entries[id]);
      if (!asked.length) continue;
      ids.push(...asked);
      cell.append(...asked.map((id) => field(id, entries[id], tell)));
      const output = cell.querySelector(".cell_output");
      if (output && output.textContent.split("✎").length === asked.length + 1 && !output.querySelector("img")) output.classList.add("course-hidden");
    }
    if (!ids.length || !course.tools()) return;
    course.tools().prepend(progress);
    tell();
  }

  window.courseQuestions = { verdict, canonical, number };
  start();
})();
