// A citizen's draft: kept in this browser at once and on the server soon after.
// <form data-draft="key" data-autosave-url data-saved-at="ISO moment of the server's copy">; an element
// [data-draft-state] speaks with its data-text-* words; [data-draft-restore] offers a newer copy found here.
// The receipt carries <… data-draft-done="prefix"> and so empties the browser's copies.
const LOCAL_MS = 500;
const SERVER_MS = 3000;
const RETRY_MS = 15000;
const KEY = "draft:";
const BEGUN = "tus::gs-"; // what upload.js began and the receipt ends

const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(KEY + key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(KEY + key, JSON.stringify(value)); return true; } catch { return false; } },
  drop: (key) => { try { localStorage.removeItem(KEY + key); } catch { /* private window */ } },
  dropAll: (prefix) => { try { for (const name of Object.keys(localStorage)) if (name.startsWith(KEY + prefix) || name.startsWith(BEGUN + prefix)) localStorage.removeItem(name); } catch { /* private window */ } },
};

function values(form) {
  const kept = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrf_token" && name !== "edits") (kept[name] ??= []).push(value);
  return kept;
}

function refill(form, kept) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrf_token" || ["file", "hidden", "submit", "button"].includes(field.type)) continue;
    const given = kept[field.name] || [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = given.includes(field.value);
    else if (given.length) field.value = given.shift();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function keep(form) {
  const key = form.dataset.draft;
  const url = form.dataset.autosaveUrl;
  const state = document.querySelector("[data-draft-state]");
  let local = 0, server = 0, sending = false, dirty = false;
  let known = JSON.stringify(values(form));

  const say = (kind, time = "") => {
    if (!state) return;
    state.hidden = false;
    state.className = `state state-${{ saved: "ok", saving: "info", offline: "warn", refused: "bad" }[kind]}`;
    state.textContent = (state.dataset[`text${kind[0].toUpperCase()}${kind.slice(1)}`] || "").replace("{time}", time);
  };
  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  async function send() {
    if (!url || sending || !dirty) return;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
    sending = true;
    dirty = false;
    say("saving");
    try {
      const answer = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": body.get("csrf_token") || "", Accept: "application/json" } });
      if (answer.ok) {
        const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
        if (told.edits !== undefined && form.elements.edits) form.elements.edits.value = told.edits;
        say("saved", told.saved_at || clock());
      } else if (answer.status >= 500 || answer.status === 429) throw new Error("later");
      else say("refused");
    } catch {
      dirty = true;
      say("offline");
      server = setTimeout(send, RETRY_MS);
    }
    sending = false;
    if (dirty) { clearTimeout(server); server = setTimeout(send, SERVER_MS); }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(local);
    local = setTimeout(() => {
      const now = JSON.stringify(values(form));
      if (now === known) return;
      known = now;
      dirty = true;
      store.set(key, { at: new Date().toISOString(), values: JSON.parse(now) });
      clearTimeout(server);
      server = setTimeout(send, SERVER_MS);
    }, LOCAL_MS);
  });
  window.addEventListener("online", send);
  form.addEventListener("submit", (event) => { // the saving under way first, so that it can't come last
    if (!sending) { dirty = false; return; }
    event.preventDefault();
    const pressed = event.submitter;
    const wait = setInterval(() => { if (!sending) { clearInterval(wait); clearTimeout(server); dirty = false; form.requestSubmit(pressed); } }, 100);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) send(); });

  const found = store.get(key);
  const offer = document.querySelector("[data-draft-restore]");
  if (found && JSON.stringify(found.values) !== known && found.at > (form.dataset.savedAt || "")) {
    if (offer) {
      offer.hidden = false;
      offer.querySelector("[data-draft-take]")?.addEventListener("click", () => { refill(form, structuredClone(found.values)); offer.hidden = true; });
      offer.querySelector("[data-draft-drop]")?.addEventListener("click", () => { store.drop(key); offer.hidden = true; });
    }
  } else if (found) store.drop(key);
}

for (const done of document.querySelectorAll("[data-draft-done]")) if (done.dataset.draftDone) store.dropAll(done.dataset.draftDone);
document.querySelectorAll("form[data-draft]").forEach(keep);
