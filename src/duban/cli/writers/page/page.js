
"use strict";
// Everything works by anchors alone; this adds highlights, clicks on the whole quote, and the filters.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const marks = new Map();
  for (const mark of all(".source mark")) {
    for (const name of mark.dataset.s.split(" ")) {
      if (!marks.has(name)) marks.set(name, []);
      marks.get(name).push(mark);
    }
  }
  const card = (name) => document.getElementById("s" + name);
  const anchor = (name) => document.getElementById("t" + name);
  const named = (hash) => (/^#[st](\d+)$/.exec(hash) || [])[1];

  let lit = [];
  const light = (name) => {
    for (const element of lit) element.classList.remove("lit");
    lit = name ? [card(name), anchor(name), ...(marks.get(name) || [])].filter(Boolean) : [];
    for (const element of lit) element.classList.add("lit");
  };

  const form = document.querySelector(".filters");
  const boxes = form ? all("input", form) : [];
  const wanted = (element) => {
    const reported = element.classList.contains("reported");
    const firm = ["ensure", "strive", "plan"];
    return boxes.every((box) => box.checked || !element.classList.contains(box.name) || (reported && firm.includes(box.name)));
  };
  const filter = () => {
    const shown = new Set();
    const cards = all(".book li");
    for (const element of cards) {
      const keep = wanted(element);
      element.classList.toggle("off", !keep);
      if (keep) shown.add(element.id.slice(1));
    }
    for (const mark of all(".source mark")) mark.classList.toggle("off", !mark.dataset.s.split(" ").some((name) => shown.has(name)));
    for (const list of all(".book ol")) {
      const empty = !list.querySelector("li:not(.off)");
      list.hidden = empty;
      list.previousElementSibling.hidden = empty;
    }
    form.querySelector("[role=status]").textContent = shown.size === cards.length ? "" : `显示${shown.size}条，共${cards.length}条`;
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
  }

  const arrive = () => {
    const name = named(location.hash);
    light(name);
    if (!name) return;
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (card(name).classList.contains("off")) {
      for (const box of boxes) box.checked = true;
      filter();
    }
    target.scrollIntoView({ block: "center" });
    (target.matches("a") ? target : target.querySelector("a")).focus({ preventScroll: true });
  };
  addEventListener("hashchange", arrive);
  arrive();

  document.querySelector(".source").addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
    const names = mark.dataset.s.split(" ").filter((name) => !card(name).classList.contains("off"));
    if (names.length) location.hash = "#s" + names[0];
  });
  // A second click on the same anchor changes no address, but must still lead there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) arrive();
  });
})();
