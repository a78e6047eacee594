// The page of what this device holds: take entries along, see what waits, send it, read what could not be sent, forget it all.
// [data-take] with select [data-most]; [data-row="assignment"] with [data-row-state]; template[data-problem] into [data-problems].
import { CACHE, carried, dropCopies, erase, kept, typed } from "./device.js";
import { SignedOut, askToSignIn, device, take } from "./line.js";
import { hundredths, written } from "./points.js";
import { changed, deliver, onChange, pass } from "./sync.js";

const panel = document.querySelector("[data-carried]");
const said = panel.querySelector("[data-carried-said]");
const words = (name, values = {}) => Object.entries(values).reduce((text, [place, value]) => text.replace(`{${place}}`, value), panel.dataset[name]);
const tell = (text) => { said.textContent = text; };
const megabytes = (bytes) => written(Math.max(10, Math.round(bytes / 10_000)));

/** Every address a kept page needs besides itself: styles, scripts, what they import, fonts and icons. */
async function partsOf(html, base, found = new Set()) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const named = [...page.querySelectorAll('link[rel~="icon"], link[rel="stylesheet"], script[src], use[href]')].map((one) => one.getAttribute("href") || one.getAttribute("src"));
  await Promise.all(named.map((name) => follow(new URL(name, base), found)));
  return found;
}
async function follow(place, found) {
  place.hash = "";
  if (found.has(place.href) || place.origin !== location.origin) return;
  found.add(place.href);
  if (!/\.(css|js)$/.test(place.pathname)) return;
  const text = await (await fetch(place)).text();
  const inner = [...text.matchAll(/url\("?([^")]+)"?\)|(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1] || match[2]).filter((name) => !name.startsWith("data:"));
  await Promise.all(inner.map((name) => follow(new URL(name, place), found)));
}

async function keepPage(cache, from, place) {
  const answer = await fetch(from, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(from);
  await cache.put(place, answer.clone());
  return answer.text();
}

async function takeAlong(most) {
  const told = await take(`${panel.dataset.carry}?most=${most}`);
  if (!told.sheets.length) return tell(words("textNone"));
  await navigator.serviceWorker.register(device.worker, { scope: "/judging/" });
  await carried.clear();
  await caches.delete(CACHE);
  await kept.keep({ name: "owner", judge: device.judge });
  await kept.keep({ name: "round", keep_until: Date.now() + 1000 * told.keep_for });
  const cache = await caches.open(CACHE);
  const list = await keepPage(cache, told.list, new URL(told.list, location.href).pathname);
  const parts = await partsOf(list, location.href);
  let size = 0;
  for (const [number, one] of told.sheets.entries()) {
    tell(words("textTaking", { count: number + 1, all: told.sheets.length }));
    const html = await keepPage(cache, one.copy, one.page);
    if (!number) for (const part of await partsOf(html, location.href, parts)) await cache.add(part);
    for (const picture of one.pictures) await cache.add(picture);
    size += one.size;
    await carried.keep({ ...one, sync: device.sync, order: number, aside: 0 });
  }
  await navigator.storage?.persist?.();
  tell(words("textTaken", { count: told.sheets.length, size: megabytes(size) }));
}

async function busy(act) {
  panel.setAttribute("aria-busy", "true");
  try {
    await act();
  } catch (error) {
    if (error instanceof SignedOut) askToSignIn();
    tell(words(error.name === "QuotaExceededError" ? "textFull" : "textFailed"));
  }
  panel.removeAttribute("aria-busy");
  changed();
}

/** What is read next among the entries taken along: those put aside last. */
async function next() {
  const held = new Map((await typed.all()).map((record) => [record.assignment, record]));
  const open = (one) => !(held.get(one.assignment)?.hand_in || held.get(one.assignment)?.problem) && one.sheet?.state !== "handed_in";
  const left = (await carried.all()).filter(open).sort((a, b) => a.aside - b.aside || a.order - b.order);
  if (left.length) location.replace(left[0].page);
  else if ((await carried.all()).length) tell(words("textAllDone"));
}

function pill(place, tone, text) {
  place.className = `state state-${tone}`;
  place.textContent = text;
}
async function show() {
  const [holds, records] = [await carried.all(), await typed.all()];
  const waits = records.filter((record) => !record.problem);
  for (const row of document.querySelectorAll("[data-row]")) {
    const one = holds.find(({ assignment }) => assignment === Number(row.dataset.row));
    const record = waits.find(({ assignment }) => assignment === Number(row.dataset.row));
    row.hidden = !one && !record;
    const state = row.querySelector("[data-row-state]");
    if (record) pill(state, "warn", words(record.hand_in ? "textQueued" : "textUnsent"));
    else if (one?.sheet) pill(state, one.sheet.state === "handed_in" ? "ok" : "info", words(one.sheet.state === "handed_in" ? "textHandedIn" : "textSaved"));
    else pill(state, "none", words("textBlank"));
  }
  for (const place of document.querySelectorAll("[data-some-held]")) place.hidden = !holds.length && !records.length;
  panel.querySelector("[data-erase]").hidden = !holds.length && !records.length;
  panel.querySelector("[data-send]").hidden = !records.length;
  showProblems(records.filter((record) => record.problem));
}

function showProblems(records) {
  const place = document.querySelector("[data-problems]");
  const shape = document.querySelector("template[data-problem]");
  place.replaceChildren(...records.map((record) => {
    const part = shape.content.cloneNode(true);
    const put = (name, text) => { part.querySelector(`[data-${name}]`).textContent = text; };
    const sheet = record.problem.sheet;
    put("title", `${record.code} · ${record.title}`);
    const own = { gone: "textGone", stale: "textStale" }[record.problem.outcome];
    put("why", own ? words(own) : record.problem.message);
    const rows = part.querySelector("tbody");
    const line = (name, mine, theirs) => {
      const row = rows.insertRow();
      for (const text of [name, mine, ...(sheet ? [theirs] : [])]) row.insertCell().textContent = text || "–";
    };
    for (const [name, value] of Object.entries(record.points)) {
      const there = sheet?.points[name];
      line(record.names[name], value, there ? written(hundredths(there)) : "");
    }
    line(words("textRemark"), record.remark, sheet?.remark);
    if (!sheet) part.querySelector("[data-theirs]").remove();
    const link = part.querySelector("[data-open]");
    link.href = record.page;
    link.hidden = record.problem.outcome === "gone";
    part.querySelector("[data-drop]").addEventListener("click", async () => { await typed.drop(record.key); changed(); });
    part.querySelector("[data-again]").hidden = record.problem.outcome === "gone" || Boolean(sheet);
    part.querySelector("[data-again]").addEventListener("click", () => busy(() => deliver([{ ...record, problem: null }])));
    return part;
  }));
}

onChange(show);
show();
if (new URLSearchParams(location.search).has("next")) next();
const can = window.isSecureContext && "serviceWorker" in navigator && "caches" in window;
panel.querySelector("[data-take]").hidden = !can;
panel.querySelector("[data-cannot]").hidden = can;
panel.querySelector("[data-take]").addEventListener("submit", (event) => {
  event.preventDefault();
  busy(() => takeAlong(panel.querySelector("[data-most]").value));
});
panel.querySelector("[data-next]")?.addEventListener("click", next);
panel.querySelector("[data-send]").addEventListener("click", () => busy(async () => { await pass(); tell(navigator.onLine ? "" : words("textFailed")); }));
const sure = document.querySelector("dialog[data-erase-ask]");
panel.querySelector("[data-erase]").addEventListener("click", () => { sure.returnValue = ""; sure.showModal(); });
sure.addEventListener("close", () => { if (sure.returnValue === "erase") busy(async () => { await dropCopies(); await erase(); tell(words("textErased")); }); });
