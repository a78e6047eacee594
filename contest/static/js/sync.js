// Sends what is typed and not yet sent, from whatever page of the judge's door is open; keeps the device in step with the server.
import { carried, dropCopies, dropCopy, erase, kept, typed } from "./device.js";
import { Another, SignedOut, askToSignIn, device, post, tell } from "./line.js";

const EVERY_MS = 30000;
const AT_ONCE = 20;
const CHANGED = "device:changed";
const sheetHere = Number(document.querySelector("form[data-sheet]")?.dataset.sheet) || 0;

/** Tell every part of the page that the device holds something else now. */
export const changed = () => document.dispatchEvent(new Event(CHANGED));
export const onChange = (act) => document.addEventListener(CHANGED, act);

const wire = ({ key, assignment, version, points, remark, hand_in, offline }) => ({ key, assignment, version, points, remark, hand_in, offline });

async function settle(sent, told) {
  const own = await carried.get(told.assignment);
  if (own && told.sheet) await carried.keep({ ...own, sheet: told.sheet });
  const now = await typed.get(told.key);
  if (!now) return;
  if (told.outcome !== "kept") await typed.keep({ ...now, problem: { outcome: told.outcome, message: told.message, sheet: told.sheet } });
  else if (now.at === sent.at) await typed.drop(told.key);
  else await typed.keep({ ...now, version: told.sheet.version });
}

/** What was put aside on this device and not told yet. */
const untold = (held) => held.filter((one) => one.aside && one.aside !== one.asideTold);

async function settleAside(sent, told) {
  for (const { assignment } of told) {
    const own = await carried.get(assignment);
    const at = sent.find((one) => one.assignment === assignment)?.at;
    if (own && at) await carried.keep({ ...own, asideTold: at });
  }
}

async function settleCarried(told) {
  for (const one of await carried.all()) {
    const { standing, sheet } = told[one.assignment] || {};
    if (standing === "locked") return dropCopies();
    if (standing === "gone") await dropCopy(one);
    else if (standing) await carried.keep({ ...one, sheet, standing });
  }
}

/**
 * Send these sheets; returns what became of each. With ``standing`` it also asks how what the device carries stands.
 * Throws without a line, SignedOut, and Another after forgetting everything.
 */
export async function deliver(records, { standing = false } = {}) {
  const outcomes = [];
  const held = standing ? await carried.all() : [];
  try {
    for (const place of new Set([...records, ...held].map((one) => one.sync))) {
      const sheets = records.filter((record) => record.sync === place);
      const here = held.filter((one) => one.sync === place);
      const mine = here.map((one) => one.assignment);
      const aside = untold(here).map((one) => ({ assignment: one.assignment, at: one.aside }));
      for (let from = 0; from === 0 || from < sheets.length; from += AT_ONCE) {
        const some = sheets.slice(from, from + AT_ONCE);
        const told = await post(place, { sheets: some.map(wire), carried: from ? [] : mine, aside: from ? [] : aside });
        for (const one of told.sheets) await settle(some.find((sent) => sent.key === one.key), one);
        if (!from) await settleAside(aside, told.aside);
        if (!from) await settleCarried(told.carried);
        outcomes.push(...told.sheets);
      }
    }
  } catch (error) {
    if (error instanceof Another) { await erase(); location.reload(); }
    throw error;
  } finally {
    changed();
  }
  return outcomes;
}

/** What waits to be sent by this page; a sheet that lies open sends itself. */
export const waiting = async () => (await typed.all()).filter((record) => record.sync && !record.problem && record.assignment !== sheetHere);

let passing = false;
/** One pass: whose device it is, what is past its time, what can be sent now. */
export async function pass() {
  if (passing || !device) return;
  passing = true;
  try {
    const owner = await kept.get("owner");
    const anothers = (record) => record.judge !== device.judge;
    if ((owner && anothers(owner)) || (await typed.all()).some(anothers)) await erase();
    for (const done of document.querySelectorAll("[data-sheet-done]")) await typed.drop(done.dataset.sheetDone);
    const round = await kept.get("round");
    if (round && Date.now() > round.keep_until) await dropCopies();
    const records = await waiting();
    if (navigator.onLine && (records.length || (await carried.all()).length)) await deliver(records, { standing: true });
  } catch (error) {
    if (error instanceof SignedOut) askToSignIn();
  } finally {
    passing = false;
    changed();
  }
}

async function count() {
  const all = device ? (await typed.all().catch(() => [])).filter((record) => record.sync) : [];
  const bad = all.filter((record) => record.problem && record.assignment !== sheetHere).length;
  for (const place of document.querySelectorAll("[data-unsent]")) {
    const number = all.length;
    place.hidden = !number;
    place.textContent = number ? place.dataset.text.replace("{count}", number) : "";
  }
  const notice = document.querySelector("[data-line]");
  if (bad && notice?.hidden && !document.querySelector("[data-problems], [data-two-versions]")) tell(notice.dataset.textProblem.replace("{count}", bad), "look");
}
onChange(count);

if (device && "indexedDB" in window) {
  pass();
  window.addEventListener("online", pass);
  document.addEventListener("line:back", pass);
  setInterval(async () => { if ((await waiting()).length || untold(await carried.all()).length) pass(); }, EVERY_MS);
}
