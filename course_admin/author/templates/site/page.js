// What the scripts of a page share.
"use strict";
window.course = {
  element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  },

  button: (textContent, onclick) => course.element("button", { type: "button", textContent, onclick }),

  // The box below the page's title, made when first asked for; null without a title.
  tools() {
    const find = (name) => document.querySelector(name);
    if (!find(".course-tools")) find("article.bd-article h1")?.after(course.element("div", { className: "course-tools" }));
    return find(".course-tools");
  },

  // What this browser keeps under a name, or null.
  kept(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  },

  keep(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {}
  },
};
document.querySelector(".bd-sidebar-primary")?.setAttribute("role", "navigation"); // the theme leaves it unnamed
