// A form marked data-once is sent once: its buttons rest until the answer comes.
// data-busy-text on a button replaces its words meanwhile.
const REST_MS = 20000;
const words = new WeakMap();

function rest(form) {
  form.setAttribute("aria-busy", "true");
  for (const button of document.querySelectorAll("button, input[type=submit]")) {
    if (button.form !== form || button.type === "button") continue;
    button.disabled = true;
    if (button.dataset.busyText) {
      if (!words.has(button)) words.set(button, [...button.childNodes]);
      button.replaceChildren(button.dataset.busyText);
    }
  }
}

function wake(form) {
  form.removeAttribute("aria-busy");
  delete form.dataset.sent;
  for (const button of document.querySelectorAll("button, input[type=submit]")) {
    if (button.form !== form) continue;
    button.disabled = false;
    if (words.has(button)) button.replaceChildren(...words.get(button));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.sent = "yes";
  setTimeout(() => rest(form)); // after the browser has read the pressed button's value
  setTimeout(() => wake(form), REST_MS);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("[data-once]").forEach(wake);
});
