// Small things many pages share: print buttons, focus on what went wrong, the token for htmx.
const token = document.querySelector('meta[name="csrf-token"]')?.content;

function wake(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.onclick = () => window.print();
  }
  root.querySelector("[data-focus]")?.focus();
}

document.addEventListener("htmx:configRequest", (event) => {
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));

// An open menu closes on Escape or when the reader goes elsewhere.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

wake(document);
