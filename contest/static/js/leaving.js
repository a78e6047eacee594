// Signing out empties this browser of the judge's work; if sheets have not been sent yet, the judge is asked first.
const form = document.querySelector("form[data-sign-out]");
const dialog = document.querySelector("dialog[data-unsent-ask]");

form?.addEventListener("submit", async (event) => {
  if (form.dataset.emptied || !("indexedDB" in window)) return;
  event.preventDefault();
  const known = await indexedDB.databases?.();
  if (!known || known.some(({ name }) => name === "judging")) {
    const { erase, typed } = await import("./device.js");
    const left = (await typed.all()).length;
    if (left && !(await mayGo(left))) return;
    await erase();
  }
  form.dataset.emptied = "yes";
  form.requestSubmit();
});

function mayGo(left) {
  const words = dialog.querySelector("[data-words]");
  words.textContent = words.dataset.text.replace("{count}", left);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "go"), { once: true }));
}
