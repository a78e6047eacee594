// Points as judges type them, as they are written, and as a sheet says them in words (as plumbing/vietnamese/numbers.py does).
const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const AFTER_TENS = { 1: "mốt", 4: "tư", 5: "lăm" };

/** Points as whole hundredths ("17,5" is 1750), null when empty, NaN when not a number. */
export function hundredths(text) {
  const clean = text.trim().replace(",", ".");
  if (!clean) return null;
  if (!/^\d{1,4}(\.\d{0,2})?$/.test(clean)) return NaN;
  return Math.round(Number(clean) * 100);
}

/** Hundredths as people write them, in the page's language. */
export const written = (value) => (value / 100).toLocaleString(document.documentElement.lang || "vi", { maximumFractionDigits: 2 });

function tens(number, ten, many) {
  const [high, low] = [Math.floor(number / 10), number % 10];
  if (!high) return [];
  if (high === 1) return [ten, ...(low ? [low === 5 ? "lăm" : DIGITS[low]] : [])];
  return [DIGITS[high], ...many, ...(low ? [AFTER_TENS[low] ?? DIGITS[low]] : [])];
}

function hundreds(number, inner) {
  const [high, rest] = [Math.floor(number / 100), number % 100];
  const words = high || inner ? [DIGITS[high], "trăm"] : [];
  if (rest > 0 && rest < 10) return words.length ? [...words, "linh", DIGITS[rest]] : [DIGITS[rest]];
  return [...words, ...tens(rest, "mười", ["mươi"])];
}

/** Hundredths in Vietnamese words: 6350 is "Sáu mươi ba phẩy năm"; below a million. */
export function inWords(value) {
  const whole = Math.floor(value / 100);
  const fraction = value % 100;
  const [thousands, rest] = [Math.floor(whole / 1000), whole % 1000];
  const words = thousands ? [...hundreds(thousands, false), "nghìn"] : [];
  if (rest) words.push(...hundreds(rest, thousands > 0));
  if (!words.length) words.push(DIGITS[0]);
  if (fraction) {
    const together = fraction % 10 && fraction > 10;
    words.push("phẩy", ...(together ? tens(fraction, "mười", []) : String(fraction / 100).slice(2).split("").map((digit) => DIGITS[digit])));
  }
  const said = words.join(" ");
  return said[0].toUpperCase() + said.slice(1);
}
