// Drawing black areas on a page's picture: by mouse, pen, finger or keys. Everything is in thousandths of the picture.
const WHOLE = 1000;
const STRIDE = 10;
const NEW = { x: 300, y: 450, width: 400, height: 60 };
const clamp = (value, most = WHOLE) => Math.max(0, Math.min(most, Math.round(value)));

function begin(form) {
  const board = form.querySelector("[data-areas-board]");
  const undo = form.querySelector("[data-areas-undo]");
  const scroll = form.querySelector("[data-areas-scroll]");
  const state = form.querySelector("[data-areas-state]");
  const least = Number(form.dataset.least);
  const drawn = [];
  let open = null;

  for (const part of form.querySelectorAll("[data-areas-without]")) part.remove();
  for (const part of form.querySelectorAll("[data-areas-with]")) part.hidden = false;
  board.classList.add("drawing");
  board.tabIndex = 0;
  board.setAttribute("role", "application");

  const say = (text) => { state.textContent = text; };
  const count = () => {
    undo.disabled = drawn.length === 0;
    say(drawn.length ? form.dataset.textDrawn.replace("{count}", drawn.length) : "");
  };
  const paint = (one) => {
    for (const [name, value] of Object.entries(one.area)) one.shape.setAttribute(name, value);
    one.field.value = [one.area.x, one.area.y, one.area.width, one.area.height].join(",");
  };
  const add = (area) => {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    shape.classList.add("fresh");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "area" });
    board.append(shape);
    form.append(field);
    const one = { area, shape, field };
    paint(one);
    return one;
  };
  const drop = (one) => { one.shape.remove(); one.field.remove(); };
  const takeBack = () => { const last = drawn.pop(); if (last) drop(last); count(); };
  const at = (event) => {
    const box = board.getBoundingClientRect();
    return { x: clamp((event.clientX - box.left) / box.width * WHOLE), y: clamp((event.clientY - box.top) / box.height * WHOLE) };
  };
  const between = (one, other) => ({
    x: Math.min(one.x, other.x), y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y),
  });

  board.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || board.classList.contains("scrolling")) return;
    event.preventDefault();
    board.focus({ preventScroll: true });
    board.setPointerCapture(event.pointerId);
    const from = at(event);
    open = { from, one: add({ ...from, width: 0, height: 0 }) };
  });
  board.addEventListener("pointermove", (event) => {
    if (!open) return;
    open.one.area = between(open.from, at(event));
    paint(open.one);
  });
  const close = (event) => {
    if (!open) return;
    const { one } = open;
    open = null;
    if (event.type === "pointerup" && Math.min(one.area.width, one.area.height) >= least) drawn.push(one);
    else drop(one);
    count();
  };
  board.addEventListener("pointerup", close);
  board.addEventListener("pointercancel", close);

  const moves = { ArrowLeft: ["x", -STRIDE], ArrowRight: ["x", STRIDE], ArrowUp: ["y", -STRIDE], ArrowDown: ["y", STRIDE] };
  const sizes = { x: "width", y: "height" };
  const move = (area, way, by, resize) => {
    const size = sizes[way];
    if (resize) area[size] = Math.max(STRIDE, clamp(area[size] + by, WHOLE - area[way]));
    else area[way] = clamp(area[way] + by, WHOLE - area[size]);
  };
  const place = ({ area }) => say(Object.entries(area).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, Math.round(value / STRIDE)), form.dataset.textPlace));

  board.addEventListener("keydown", (event) => {
    const last = drawn.at(-1);
    if (event.key === "Enter") { drawn.push(add({ ...NEW })); count(); place(drawn.at(-1)); }
    else if (last && moves[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey) { move(last.area, ...moves[event.key], event.shiftKey); paint(last); place(last); }
    else if (event.key === "Delete" || event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey))) takeBack();
    else return;
    event.preventDefault();
  });

  undo.addEventListener("click", takeBack);
  scroll.addEventListener("click", () => {
    const scrolling = board.classList.toggle("scrolling");
    scroll.setAttribute("aria-pressed", String(scrolling));
  });
}

for (const form of document.querySelectorAll("form[data-areas]")) begin(form);
