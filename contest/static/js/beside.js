// Two texts side by side: a passage's number or its words bring the same passage into view on both sides; n and p go on and back.
const root = document.querySelector("[data-beside]");
const sides = root ? [...root.querySelectorAll(".beside-text")] : [];
const numbers = sides.length ? [...sides[0].querySelectorAll(".lit-number")].map((one) => one.dataset.passage) : [];
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let here = "";

function centre(side, target) {
  if (getComputedStyle(side).overflowY === "auto") {
    const top = target.getBoundingClientRect().top - side.getBoundingClientRect().top + side.scrollTop;
    side.scrollTo({ top: top - side.clientHeight / 4, behavior: calm ? "auto" : "smooth" });
  }
}

function show(passage, from) {
  here = passage;
  for (const lit of root.querySelectorAll("[data-passage]")) lit.classList.toggle("is-here", lit.dataset.passage === passage);
  const targets = sides.map((side) => side.querySelector(`.lit-number[data-passage="${CSS.escape(passage)}"]`));
  sides.forEach((side, n) => { if (targets[n] && side !== from) centre(side, targets[n]); });
  const stacked = getComputedStyle(sides[0]).overflowY !== "auto";
  const goal = targets[from === sides[0] ? 1 : 0];
  if (stacked && goal) goal.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  goal?.focus({ preventScroll: true });
}

if (root && numbers.length) {
  document.addEventListener("click", (event) => {
    const lit = event.target.closest("a[data-passage], mark[data-passage]");
    if (!lit || (lit.tagName === "MARK" && String(getSelection())) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(lit.dataset.passage, lit.closest(".beside-text"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = numbers.indexOf(here);
    show(numbers[at < 0 ? (step > 0 ? 0 : numbers.length - 1) : (at + step + numbers.length) % numbers.length], null);
  });
  for (const told of document.querySelectorAll("[data-passage-keys]")) told.hidden = false;
}
