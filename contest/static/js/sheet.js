// A judge's score sheet: saved after every change, with the state in view; nothing typed is lost offline.
// <form data-sheet="key" data-autosave-url> with inputs [data-points][data-most][data-stride][data-weight], a hidden "version",
// [data-sheet-total], [data-sheet-words], [data-sheet-state] (data-text-*), and one button [data-hand-in].
const PAUSE_MS = 600;
const RETRY_MS = 10000;

/** Points as whole hundredths ("17,5" is 1750), null when empty, NaN when not a number. */
function hundredths(text) {
  const clean = text.trim().replace(",", ".");
  if (!clean) return null;
  if (!/^\d{1,4}(\.\d{0,2})?$/.test(clean)) return NaN;
  return Math.round(Number(clean) * 100);
}
const written = (value) => (value / 100).toLocaleString(document.documentElement.lang || "vi", { maximumFractionDigits: 2 });

function sheet(form) {
  const points = [...form.querySelectorAll("[data-points]")];
  const state = document.querySelector("[data-sheet-state]");
  const totals = document.querySelectorAll("[data-sheet-total]");
  const words = document.querySelector("[data-sheet-words]");
  const key = `sheet:${form.dataset.sheet}`;
  let waiting = 0, sending = false, dirty = false, stopped = false, handing = null;

  const say = (kind, time = "") => {
    if (!state) return;
    const tone = { saved: "ok", saving: "info", offline: "warn", conflict: "bad", refused: "bad" }[kind];
    state.hidden = false;
    state.className = `state state-${tone}`;
    state.textContent = (state.dataset[`text${kind[0].toUpperCase()}${kind.slice(1)}`] || "").replace("{time}", time);
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
  };
  const local = {
    keep: () => { try { localStorage.setItem(key, JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrf_token"))); } catch { /* private window */ } },
    drop: () => { try { localStorage.removeItem(key); } catch { /* private window */ } },
    take: () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  };

  async function save() {
    if (sending || stopped || !dirty || points.some(wrong)) return;
    const body = new FormData(form);
    sending = true;
    dirty = false;
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": body.get("csrf_token") || "", Accept: "application/json" } });
      if (answer.ok) {
        const told = await answer.json();
        if (form.elements.version && told.version !== undefined) form.elements.version.value = told.version;
        if (words && told.total_words !== undefined) words.textContent = told.total_words;
        if (!dirty) local.drop();
        say("saved", told.saved_at || "");
      } else if (answer.status === 409) {
        const told = await answer.json().catch(() => ({}));
        stopped = true;
        say(told.refusal && told.refusal !== "stale" ? "refused" : "conflict");
        if (state && told.message && told.refusal !== "stale") state.textContent = told.message;
      } else if (answer.status >= 500 || answer.status === 429) throw new Error("later");
      else say("refused");
    } catch {
      dirty = true;
      say("offline");
      waiting = setTimeout(save, RETRY_MS);
    }
    sending = false;
    if (handing) return form.requestSubmit(handing);
    if (dirty && navigator.onLine) { clearTimeout(waiting); waiting = setTimeout(save, PAUSE_MS); }
  }

  form.addEventListener("input", () => {
    dirty = true;
    total();
    local.keep();
    if (words) words.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!sending) { stopped = true; return; }
    event.preventDefault(); // the save under way brings the version the hand-in needs
    handing = event.submitter || form.querySelector("[data-hand-in]");
  });
  window.addEventListener("online", save);
  window.addEventListener("offline", () => say("offline"));

  document.addEventListener("keydown", (event) => {
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

  const drawer = form.closest("details");
  const open = () => { if (drawer) drawer.open = true; };
  if (window.matchMedia("(min-width: 992px)").matches) open();

  const kept = local.take();
  const version = form.elements.version?.value;
  const mine = new Map(kept || []);
  if (kept && mine.get("version") === version) {
    for (const [name, value] of kept) {
      const field = form.elements[name];
      if (field && "value" in field && field.type !== "hidden") field.value = value;
    }
    dirty = true;
    save();
  } else if (kept) local.drop();
  total();
}

// The page after a hand-in names the sheet, and this browser forgets its copy.
for (const done of document.querySelectorAll("[data-sheet-done]")) {
  try { localStorage.removeItem(`sheet:${done.dataset.sheetDone}`); } catch { /* private window */ }
}
document.querySelectorAll("form[data-sheet]").forEach(sheet);
