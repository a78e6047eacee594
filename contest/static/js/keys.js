// Keys for people who go through many entries: whatever has data-key="x" is done by pressing x.
// They rest while somebody types; Escape leaves a field, Ctrl+Enter sends the form it is in.
const typing = (where) => where instanceof Element && where.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const seen = (thing) => thing.checkVisibility?.() ?? thing.offsetParent !== null;

function act(thing) {
  const details = thing.matches("summary") && thing.parentElement;
  if (details) {
    details.open = true;
    details.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  } else if (thing.matches("input")) {
    thing.focus();
    thing.select();
  } else {
    thing.click();
  }
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.isComposing) return;
  if (typing(target)) {
    if (key === "Escape") target.blur();
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      target.form?.querySelector("button:not([type=button])")?.click();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const thing = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key.toLowerCase() && seen(one));
  if (!thing) return;
  event.preventDefault();
  act(thing);
});
for (const legend of document.querySelectorAll("[data-keys]")) legend.hidden = false;
