// Typing from paper: Enter goes to the next field, from the last one it sends; the sum stands in view beside the paper's.
// <form data-typing> with inputs [data-points][data-most][data-stride][data-weight] and [data-typing-total].
function hundredths(text) {
  const clean = text.trim().replace(",", ".");
  return /^\d{1,4}(\.\d{0,2})?$/.test(clean) ? Math.round(Number(clean) * 100) : NaN;
}

function typing(form) {
  const points = [...form.querySelectorAll("[data-points]")];
  const place = form.querySelector("[data-typing-total]");
  const sum = () => {
    let total = 0;
    for (const input of points) {
      const value = hundredths(input.value);
      const wrong = input.value.trim() !== "" && (Number.isNaN(value) || value > hundredths(input.dataset.most) || value % (hundredths(input.dataset.stride) || 1) !== 0);
      input.classList.toggle("is-invalid", wrong);
      if (wrong) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      if (!wrong && !Number.isNaN(value)) total += Math.round(value * Number(input.dataset.weight));
    }
    if (place) place.textContent = (total / 100).toLocaleString(document.documentElement.lang || "vi", { maximumFractionDigits: 2 });
  };
  form.addEventListener("input", sum);
  form.addEventListener("keydown", (event) => {
    const here = points.indexOf(event.target);
    if (event.key !== "Enter" || event.isComposing || here < 0) return;
    const empty = points.find((input, place) => place > here && !input.value.trim()) || points[here + 1];
    if (!empty) return; // the last one: the browser sends the form
    event.preventDefault();
    empty.focus();
    empty.select();
  });
  sum();
}

document.querySelectorAll("form[data-typing]").forEach(typing);
