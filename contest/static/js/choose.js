// Choosing many rows of a list: one box for all of them, and how many are chosen.
for (const form of document.querySelectorAll("[data-choose]")) {
  const boxes = [...form.querySelectorAll('input[type="checkbox"][name="entry"]')];
  const all = form.querySelector("[data-choose-all]");
  const count = form.querySelector("[data-chosen-count]");
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    if (count) count.textContent = chosen ? count.dataset.text.replace("{count}", chosen) : "";
    if (!all) return;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  if (all && boxes.length) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      tell();
    });
  }
  form.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
  tell();
}
