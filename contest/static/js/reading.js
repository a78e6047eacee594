// Reading in comfort: letter size in five steps, remembered; pages of scans turn and zoom where they stand; "?" shows the keys.
const STEPS = 5;
const MIDDLE = 2;
const remembered = () => { try { return Number(localStorage.getItem("reading-size") ?? MIDDLE); } catch { return MIDDLE; } };

function setSize(size) {
  for (const text of document.querySelectorAll("[data-reading]")) {
    for (let step = 0; step < STEPS; step += 1) text.classList.toggle(`essay-size-${step}`, step === size && size !== MIDDLE);
  }
  for (const button of document.querySelectorAll("[data-reading-size] [data-step]")) {
    const next = size + Number(button.dataset.step);
    button.disabled = next < 0 || next >= STEPS;
  }
  try { localStorage.setItem("reading-size", String(size)); } catch { /* private window */ }
}

let size = Math.min(STEPS - 1, Math.max(0, remembered() || 0));
for (const group of document.querySelectorAll("[data-reading-size]")) {
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-step]")?.dataset.step || 0);
    if (!step) return;
    size = Math.min(STEPS - 1, Math.max(0, size + step));
    setSize(size);
  });
}
setSize(size);

/** One page of a scan: turned by quarters, zoomed in four steps, dragged while it is larger than its frame. */
function leaf(page) {
  const [turn, zoom, frame] = ["[data-page-turn]", "[data-page-zoom]", ".page-frame"].map((name) => page.querySelector(name));
  let quarter = 0, step = 0, held = null;
  if (turn) {
    turn.hidden = false;
    turn.addEventListener("click", () => {
      page.classList.remove(`turn-${quarter}`);
      quarter = (quarter + 1) % 4;
      page.classList.toggle("turned", quarter % 2 === 1);
      if (quarter) page.classList.add(`turn-${quarter}`);
    });
  }
  if (!zoom) return;
  const set = (next) => {
    const middle = (frame.scrollTop + frame.clientHeight / 2) / frame.scrollHeight;
    const centre = (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth;
    page.classList.remove(`zoom-${step}`);
    step = Math.min(3, Math.max(0, next));
    page.classList.toggle("zoomed", step > 0);
    if (step) page.classList.add(`zoom-${step}`);
    for (const button of zoom.querySelectorAll("[data-step]")) button.disabled = step + Number(button.dataset.step) < 0 || step + Number(button.dataset.step) > 3;
    if (!step) return frame.removeAttribute("tabindex");
    frame.tabIndex = 0;
    frame.scrollTo(centre * frame.scrollWidth - frame.clientWidth / 2, middle * frame.scrollHeight - frame.clientHeight / 2);
  };
  zoom.hidden = false;
  set(0);
  zoom.addEventListener("click", (event) => { const by = Number(event.target.closest("[data-step]")?.dataset.step || 0); if (by) set(step + by); });
  frame.addEventListener("dblclick", () => set(step ? 0 : 2));
  frame.addEventListener("pointerdown", (event) => {
    if (!step || event.pointerType !== "mouse" || event.button) return;
    event.preventDefault();
    held = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
    frame.setPointerCapture(event.pointerId);
    frame.classList.add("is-held");
  });
  frame.addEventListener("pointermove", (event) => { if (held) frame.scrollTo(held.x - event.clientX, held.y - event.clientY); });
  for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => { held = null; frame.classList.remove("is-held"); });
}
document.querySelectorAll("[data-page]").forEach(leaf);

const help = document.querySelector("dialog[data-keys-help]");
for (const button of help ? document.querySelectorAll("[data-keys-open]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || !help || help.open || document.activeElement?.matches("textarea, select, input")) return;
  event.preventDefault();
  help.showModal();
});
