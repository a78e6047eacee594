// A wall is led by keys, or by the clicker of whoever presents: one entry on or back, and home to the list.
const WAYS = { ArrowRight: "a[rel=next]", PageDown: "a[rel=next]", ArrowLeft: "a[rel=prev]", PageUp: "a[rel=prev]", Home: "[data-wall=list]", Escape: "[data-wall=list]" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const link = WAYS[event.key] && document.querySelector(WAYS[event.key]);
  if (!link) return;
  event.preventDefault();
  link.click();
});
