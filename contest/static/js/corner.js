// The drawing of the sheet follows the numbers as they are typed.
const SIDES = { corner_left: "x", corner_top: "y", corner_width: "width", corner_height: "height" };
for (const form of document.querySelectorAll("form[data-corner]")) {
  const shape = form.querySelector("[data-corner-shape]");
  form.addEventListener("input", ({ target }) => {
    const value = Number(target.value);
    if (SIDES[target.name] && value >= 0 && value <= 100) shape.setAttribute(SIDES[target.name], value);
  });
}
