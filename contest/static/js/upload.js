// Files go in parts by tus, one after another in the order they were chosen; a lost line loses one part at most.
// They go on alone after growing pauses, when the browser is online again, and after the page was loaded anew
// and the same file chosen again. <form data-upload data-uploads-url data-list-url data-target data-role
// data-draft-id data-most-bytes> around [data-drop]; its words are in data-text-*. Needs window.tus.
import { replaceList, say } from "./files.js";

const PART = 1_000_000; // bytes: what a lost line may cost on the slowest phone
const PAUSES = [1, 3, 6, 12, 25, 60]; // seconds
const SILENT = 90_000; // ms without a sign of life: the line is dead without saying so
const LATER = [409, 423, 429];

const KEPT = "gs-"; // before the draft's number in the browser's memory of what was begun

const going = new Set();
let queue = Promise.resolve();
const megabytes = (bytes) => (bytes / 1e6).toLocaleString("vi-VN", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function row(list, name) {
  const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
  const item = make("li", "file file-going");
  const words = make("span", "file-name");
  const state = make("span", "d-block small text-secondary");
  const bar = Object.assign(make("progress", ""), { max: 100, value: 0 });
  const acts = make("span", "actions");
  bar.setAttribute("aria-label", name);
  words.append(make("b", "", name), state, bar, acts);
  item.append(words);
  list.append(item);
  return { item, state, bar, acts };
}

// Waits so many seconds, or until the line is back, or until somebody presses; null waits for the line alone.
function pause(seconds, wake) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(clock); window.removeEventListener("online", done); resolve(); };
    const clock = seconds === null ? 0 : setTimeout(done, seconds * 1000);
    window.addEventListener("online", done);
    wake(done);
  });
}

class Sending {
  constructor(form, file, waiting) {
    Object.assign(this, { form, file, words: form.dataset, shown: row(waiting, file.name), held: 0, tries: 0, stopped: false, url: null });
    this.tell(this.words.textWaiting);
  }

  tell(words, { sent = this.held, seconds = 0, aloud = false } = {}) {
    const text = words.replace("{sent}", megabytes(sent)).replace("{all}", megabytes(this.file.size)).replace("{seconds}", seconds).replace("{name}", this.file.name);
    this.shown.state.textContent = text;
    if (aloud) say(`${this.file.name}: ${text}`);
  }

  // One try, from where the server stands: { done } when the file is in the draft, { final, reason } when it is not.
  async try() {
    const { draftId, role, uploadsUrl } = this.words;
    let life = 0, end = () => {};
    const ended = new Promise((resolve) => { end = resolve; });
    const lost = () => { upload.abort(); end({ final: false }); };
    const alive = () => { clearTimeout(life); life = setTimeout(lost, SILENT); };
    const upload = new window.tus.Upload(this.file, {
      endpoint: new URL(uploadsUrl, window.location.href).href,
      chunkSize: PART,
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      metadata: { filename: this.file.name, role },
      headers: { "X-CSRFToken": this.form.querySelector("[name=csrf_token]").value },
      fingerprint: async ({ name, size, lastModified }) => `${KEPT}${draftId}:${[role, name, size, lastModified].join(":")}`,
      onUploadUrlAvailable: () => { this.url = upload.url; },
      onProgress: (sent, all) => {
        alive();
        this.shown.bar.value = (100 * sent) / all;
        this.tell(sent < all ? this.words.textSending : this.words.textReading, { sent });
      },
      onChunkComplete: (_size, accepted) => { this.held = accepted; this.tries = 0; },
      onSuccess: () => end({ done: true }),
      onError: (error) => {
        const status = error.originalResponse?.getStatus() || 0;
        const reason = error.originalResponse?.getHeader("X-Reason");
        end({ final: status >= 400 && status < 500 && !LATER.includes(status), reason: reason ? decodeURIComponent(reason) : "" });
      },
    });
    this.stop = () => { upload.abort(true).catch(() => {}); end({ final: true }); };
    window.addEventListener("offline", lost);
    alive();
    const earlier = await upload.findPreviousUploads();
    const newest = earlier.sort((a, b) => new Date(b.creationTime) - new Date(a.creationTime))[0];
    if (newest) upload.resumeFromPreviousUpload(newest);
    else upload.url = this.url;
    upload.start();
    const outcome = await ended;
    clearTimeout(life);
    window.removeEventListener("offline", lost);
    return outcome;
  }

  async run() {
    this.tell(this.words.textSending);
    this.drop = () => { this.stopped = true; this.wake?.(); this.stop?.(); };
    this.offer(this.words.textDrop, this.drop);
    while (!this.stopped) {
      const outcome = navigator.onLine ? await this.try() : { final: false };
      if (outcome.done) return this.arrived();
      if (this.stopped) break;
      if (outcome.final) return this.refused(outcome.reason);
      await this.rest();
    }
    this.shown.item.remove();
    return undefined;
  }

  async rest() {
    const seconds = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
    this.tries += 1;
    const offline = !navigator.onLine;
    this.tell(offline ? this.words.textOffline : this.words.textPause, { seconds, aloud: this.tries === 1 });
    const rest = pause(offline ? null : seconds, (wake) => { this.wake = wake; });
    const now = this.offer(this.words.textAgain, () => this.wake());
    this.shown.acts.prepend(now);
    await rest;
    now.remove();
  }

  offer(text, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: text });
    made.addEventListener("click", act);
    this.shown.acts.append(made);
    return made;
  }

  async arrived() {
    this.tell(this.words.textDone, { aloud: true });
    try {
      const answer = await fetch(this.words.listUrl, { credentials: "same-origin", headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error("later");
      replaceList(this.words.target, await answer.text());
      this.shown.item.remove();
    } catch { /* the line went just now: the words say that the file has come, the list shows it at the next */
      this.shown.bar.remove();
      this.shown.acts.remove();
    }
  }

  refused(reason) {
    this.shown.bar.remove();
    this.shown.acts.replaceChildren();
    this.shown.state.className = "d-block text-bad";
    this.tell(reason || this.words.textFailed, { aloud: true });
    this.offer(this.words.textClose, () => this.shown.item.remove());
  }
}

function take(form, waiting, files) {
  for (const file of files) {
    const sending = new Sending(form, file, waiting);
    if (file.size > Number(form.dataset.mostBytes)) { sending.refused(form.dataset.textTooLarge); continue; }
    going.add(sending);
    queue = queue.then(() => sending.run()).catch(() => sending.refused("")).finally(() => going.delete(sending));
  }
}

function enliven(form) {
  const waiting = Object.assign(document.createElement("ul"), { className: "files" });
  form.before(waiting);
  const drop = form.querySelector("[data-drop]");
  form.querySelector("[data-picks]").classList.add("is-live");
  for (const made of form.querySelectorAll("[data-without-script]")) made.hidden = true;
  const chosen = (input) => {
    take(form, waiting, [...input.files]); // in the order of choosing
    input.value = "";
  };
  form.addEventListener("change", (event) => { if (event.target.type === "file") chosen(event.target); });
  form.querySelectorAll("input[type=file]").forEach(chosen); // on a slow phone before this script had come
  drop.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); drop.classList.add("is-over"); } });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    drop.classList.remove("is-over");
    const byName = new Intl.Collator("vi", { numeric: true }); // what is dropped comes in no order
    take(form, waiting, [...event.dataTransfer.files].sort((a, b) => byName.compare(a.name, b.name)));
  });
}

// Going on while files are under way asks for a second press.
function guard(step) {
  let told = false;
  step.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // a saving under way comes first and sends the form again
    if (!going.size || told) { told = true; return; }
    event.preventDefault();
    told = true;
    const words = document.querySelector("[data-upload]").dataset.textBusy.replace("{count}", going.size);
    const notice = document.querySelector("[data-busy]");
    notice.hidden = false;
    notice.querySelector("p").textContent = words;
    say(words);
    queue.finally(() => { told = false; notice.hidden = true; });
  });
  window.addEventListener("beforeunload", (event) => { if (going.size && !told) event.preventDefault(); });
}

if (window.tus) {
  document.querySelectorAll("form[data-upload]").forEach(enliven);
  const step = document.getElementById("step");
  if (step) guard(step);
}
