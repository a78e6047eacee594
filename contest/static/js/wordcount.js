// Live word count: <textarea data-count-words="id of the output" data-least data-most>.
// A word is a run between spaces with at least one letter or digit, as the server counts.
const WORD = /[\p{L}\p{N}]/u;

function count(text) {
  const clean = text.normalize("NFC").replace(/[\u200b-\u200d\ufeff]/g, "");
  return clean.split(/\s+/u).filter((run) => WORD.test(run)).length;
}

function watch(area) {
  const output = document.getElementById(area.dataset.countWords);
  if (!output) return;
  const least = Number(area.dataset.least || 0);
  const most = Number(area.dataset.most || Infinity);
  const say = (words) => (words || "").replace("{count}", written.format(total)).replace("{over}", written.format(total - most)).replace("{under}", written.format(least - total));
  const written = new Intl.NumberFormat(document.documentElement.lang || "vi");
  let total = 0;
  let waiting = 0;
  const show = () => {
    total = count(area.value);
    const over = total > most;
    const under = total > 0 && total < least;
    output.textContent = say(output.dataset.textCount) + (over ? " " + say(output.dataset.textOver) : under ? " " + say(output.dataset.textUnder) : "");
    output.classList.toggle("state-warn", over || under);
    output.classList.toggle("state-ok", total > 0 && !over && !under);
  };
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  show();
}

document.querySelectorAll("[data-count-words]").forEach(watch);
