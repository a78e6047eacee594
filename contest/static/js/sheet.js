// A judge's score sheet: every change is kept on this device at once and sent soon, with its state in view.
// <form data-sheet="assignment"> with inputs [data-points][data-name][data-most][data-stride][data-weight], hidden "version" and "key";
// [data-sheet-total], [data-sheet-words], [data-sheet-state] (data-text-*), one button [data-hand-in]. data-copy: a page taken along;
// data-autosave-url: a sheet that is not an assignment's, saved there as a form and answered with version and saved_at.
import { carried, typed } from "./device.js";
import { SignedOut, askToSignIn, device, postForm } from "./line.js";
import { hundredths, inWords, written } from "./points.js";
import { deliver, pass } from "./sync.js";

const PAUSE_MS = 600;
const RETRY_MS = 10000;
const PASS_MS = 2000;
const TONES = { saved: "ok", saving: "info", offline: "warn", queued: "warn", conflict: "bad", refused: "bad", incomplete: "bad", offScale: "bad", signedOut: "warn", closed: "bad" };
const OVERTAKEN = new Set(["stale", "already_handed_in"]);

function sheet(form) {
  const points = [...form.querySelectorAll("[data-points]")];
  const state = document.querySelector("[data-sheet-state]");
  const totals = document.querySelectorAll("[data-sheet-total]");
  const words = document.querySelector("[data-sheet-words]");
  const alone = form.dataset.autosaveUrl;
  const assignment = Number(form.dataset.sheet) || form.dataset.sheet;
  const copy = "copy" in form.dataset;
  const { version, remark } = form.elements;
  const key = `${assignment}:${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  let waiting = 0, sending = null, dirty = false, stalled = false, problem = null, leaving = false, handIn = false;

  const say = (kind, said = "") => {
    if (!state) return;
    state.hidden = false;
    state.className = `state sheet-state state-${TONES[kind]}`;
    state.textContent = said || (state.dataset[`text${kind[0].toUpperCase()}${kind.slice(1)}`] || "");
  };
  const wrong = (input) => {
    const value = hundredths(input.value);
    if (value === null) return false;
    const stride = hundredths(input.dataset.stride || "0") || 0;
    return Number.isNaN(value) || value > hundredths(input.dataset.most || "9999") || (stride > 0 && value % stride !== 0);
  };
  const total = () => {
    let sum = 0;
    for (const input of points) {
      const bad = wrong(input);
      input.classList.toggle("is-invalid", bad);
      if (bad) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      if (!bad) sum += Math.round((hundredths(input.value) ?? 0) * Number(input.dataset.weight || 1));
    }
    totals.forEach((place) => { place.textContent = written(sum); });
    if (words) words.textContent = inWords(sum);
  };
  const record = () => ({
    key, assignment, problem, judge: device.judge, sync: alone ? null : device.sync, page: form.dataset.page, code: form.dataset.code, title: form.dataset.title,
    version: Number(version.value) || null, remark: remark.value, hand_in: handIn, offline: copy, at: Date.now(),
    points: Object.fromEntries(points.map((input) => [input.name.slice("points-".length), input.value.trim()])),
    names: Object.fromEntries(points.map((input) => [input.name.slice("points-".length), input.dataset.name])),
  });
  const keep = async () => {
    const mine = record();
    await typed.keep(mine).catch(() => {}); // a browser that keeps nothing still sends
    return mine;
  };
  const fill = (held) => {
    for (const input of points) input.value = held.points[input.name.slice("points-".length)] ?? "";
    remark.value = held.remark;
    total();
  };
  const same = (held) => held.remark.trim() === remark.value.trim() && points.every((input) => (hundredths(held.points[input.name.slice("points-".length)] ?? "") ?? -1) === (hundredths(input.value) ?? -1));
  const goOn = () => { leaving = true; location.assign(form.dataset.next); };

  async function send() {
    dirty = false;
    if (!handIn) say("saving");
    try {
      const mine = await keep();
      const told = alone ? await postForm(alone, form) : (await deliver([mine]))[0];
      if (told.outcome === "kept") {
        version.value = told.sheet.version;
        if (alone && !dirty) await typed.drop(key);
        if (handIn) return goOn();
        say("saved", state.dataset.textSaved.replace("{time}", told.sheet.saved_at));
      } else {
        problem = { outcome: told.outcome, message: told.message, sheet: told.sheet };
        handIn = false;
        say(OVERTAKEN.has(told.outcome) ? "conflict" : "refused", OVERTAKEN.has(told.outcome) && !copy ? "" : told.message);
      }
    } catch (error) {
      dirty = true;
      if (error instanceof SignedOut) { stalled = true; say("signedOut"); askToSignIn(); return; }
      say(handIn ? "queued" : "offline");
      later(RETRY_MS);
    }
  }
  async function save() {
    if (sending || stalled || problem || leaving || !dirty) return;
    if (points.some(wrong)) { say("offScale"); return; }
    sending = send();
    await sending;
    sending = null;
    if (dirty && !waiting) later();
  }
  const later = (pause = PAUSE_MS) => { clearTimeout(waiting); waiting = setTimeout(() => { waiting = 0; save(); }, pause); };
  const again = () => { stalled = false; save(); };

  form.addEventListener("input", () => {
    dirty = true;
    handIn = false;
    total();
    keep();
    later();
  });

  /** Hand in later, when there is a line; on a copy the next one comes at once. */
  async function queue() {
    const lacking = points.find((input) => !input.value.trim() || wrong(input));
    if (lacking) {
      say("incomplete");
      for (const input of points) if (!input.value.trim()) input.setAttribute("aria-invalid", "true");
      lacking.focus();
      return;
    }
    handIn = dirty = true;
    say("queued");
    await keep();
    if (navigator.onLine) await save();
    if (copy && !leaving && !problem) goOn();
  }

  form.addEventListener("submit", async (event) => {
    if (leaving) return; // the second time round: the browser sends the form itself
    const button = event.submitter || form.querySelector("[data-hand-in]");
    event.preventDefault();
    clearTimeout(waiting);
    await sending; // a save under way brings the version the hand-in needs
    const handing = button.hasAttribute("data-hand-in");
    if (problem && (copy || !navigator.onLine)) { await keep(); return; }
    if (handing && !alone && (copy || !navigator.onLine)) return queue();
    if (!navigator.onLine) { dirty = true; await keep(); say("offline"); return; }
    handIn = handing;
    if (alone) await typed.drop(key); else await keep();
    leaving = true;
    form.requestSubmit(button);
  });
  form.querySelector("[data-aside]")?.addEventListener("click", async () => {
    const one = await carried.get(assignment);
    if (one) await carried.keep({ ...one, aside: Date.now() });
    if (navigator.onLine) await Promise.race([pass(), new Promise((done) => { setTimeout(done, PASS_MS); })]);
    goOn();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; dirty = true; save(); } });
  window.addEventListener("online", again);
  document.addEventListener("line:back", again);
  window.addEventListener("offline", () => { if (!problem) say("offline"); });

  const drawer = form.closest("details");
  const open = () => { if (drawer) drawer.open = true; };
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.ctrlKey && event.key === "Enter") {
      const button = form.querySelector("[data-hand-in]");
      if (button && !button.disabled) { event.preventDefault(); form.requestSubmit(button); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const here = points.indexOf(document.activeElement);
    const writing = document.activeElement?.matches("textarea, select, input") && here < 0;
    if (writing) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      const next = here < 0 ? 0 : Math.min(points.length - 1, Math.max(0, here + (event.key === "j" ? 1 : -1)));
      open();
      points[next]?.focus();
      points[next]?.select();
    } else if (/^\d$/.test(event.key) && here < 0) {
      const empty = points.find((input) => !input.value) || points[0];
      open();
      empty?.focus();
    }
  });
  if (window.matchMedia("(min-width: 992px)").matches) open();

  /** What an earlier page could not send comes back into the sheet; what another version has overtaken is shown, never dropped. */
  async function restore() {
    const done = new Set([...document.querySelectorAll("[data-sheet-done]")].map((one) => one.dataset.sheetDone));
    const mine = (one) => one.assignment === assignment && one.judge === device.judge && !done.has(one.key);
    const held = (await typed.all()).filter(mine).sort((a, b) => b.at - a.at);
    if (copy) await fromDevice();
    if (!held.length) return;
    const [newest] = held;
    const known = version.value;
    if (same(newest) && !newest.hand_in && !("unsent" in form.dataset)) return typed.drop(newest.key);
    fill(newest);
    version.value = newest.version ?? "";
    handIn = newest.hand_in && !("unsent" in form.dataset);
    if (String(newest.version ?? "") !== known) {
      problem = newest.problem || { outcome: "stale", message: "", sheet: null };
      say("conflict");
    } else if (newest.problem && !OVERTAKEN.has(newest.problem.outcome)) {
      problem = newest.problem;
      say("refused", problem.message);
    } else dirty = !("unsent" in form.dataset);
    await keep();
    await typed.drop(newest.key);
    if (dirty) { say(handIn ? "queued" : "offline"); save(); }
  }
  /** A copy begins with what the server last told this device. */
  async function fromDevice() {
    const own = await carried.get(assignment);
    if (!own?.sheet) return;
    fill({ points: Object.fromEntries(Object.entries(own.sheet.points).map(([name, value]) => [name, written(hundredths(value))])), remark: own.sheet.remark });
    version.value = own.sheet.version;
    if (own.sheet.state === "handed_in" && !(await typed.all()).some((one) => one.assignment === assignment)) lock(own.sheet);
  }
  const lock = () => {
    problem = { outcome: "already_handed_in", message: "", sheet: null };
    for (const field of form.querySelectorAll("input, textarea, button")) field.disabled = true;
    say("closed");
  };
  if (form.elements.key) form.elements.key.value = key;
  total();
  restore().catch(() => {});
}

if (device) document.querySelectorAll("form[data-sheet]").forEach(sheet);
