// Reading in comfort: letter size in five steps, remembered; pages of scans turn.
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

for (const page of document.querySelectorAll("[data-page]")) {
  const button = page.querySelector("[data-page-turn]");
  if (!button) continue;
  let quarter = 0;
  button.hidden = false;
  button.addEventListener("click", () => {
    page.classList.remove(`turn-${quarter}`);
    quarter = (quarter + 1) % 4;
    page.classList.toggle("turned", quarter % 2 === 1);
    if (quarter) page.classList.add(`turn-${quarter}`);
  });
}
