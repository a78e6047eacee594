// The line to the server: one way to send, with a fresh token when the page is old, and signing in again in place.
// [data-device] says who the judge is and where to ask; dialog[data-sign-in] and [data-line] (a notice with a button) are judge/_device.html.
const here = document.querySelector("[data-device]");
export const device = here && { judge: Number(here.dataset.judge), sync: here.dataset.sync, worker: here.dataset.worker };
const WAIT_MS = 15000;
let token = document.querySelector('meta[name="csrf-token"]')?.content;

/** The sign-in has ended: what was to be sent has to wait. */
export class SignedOut extends Error {}

/** Somebody else is signed in at this browser now. */
export class Another extends Error {}

const ask = (place, how = {}) => fetch(place, { credentials: "same-origin", signal: AbortSignal.timeout(WAIT_MS), ...how, headers: { Accept: "application/json", ...how.headers } });

async function freshToken() {
  const told = await (await ask(here.dataset.token)).json();
  if (told.account === null) throw new SignedOut();
  if (told.account !== device.judge) throw new Another();
  token = told["X-CSRFToken"];
}

/** GET as JSON. Throws SignedOut, and whatever fetch throws without a line. */
export async function take(place) {
  const answer = await ask(place);
  if (answer.status === 401) throw new SignedOut();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** POST as JSON with a token that holds; a refusal of the token is answered with a fresh one, once. */
export async function post(place, body, again = true) {
  if (!token) await freshToken();
  const answer = await ask(place, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
  if (again && (answer.status === 400 || answer.status === 401)) {
    await freshToken();
    return post(place, body, false);
  }
  if (answer.status === 401) throw new SignedOut();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** POST a form's fields; the answer in the shape that sync gives for one sheet. */
export async function postForm(place, form, again = true) {
  if (!token) await freshToken();
  const body = new FormData(form);
  body.delete("csrf_token");
  const answer = await ask(place, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (again && (answer.status === 400 || answer.status === 401)) {
    await freshToken();
    return postForm(place, form, false);
  }
  if (answer.status === 401) throw new SignedOut();
  const told = await answer.json();
  if (answer.ok) return { outcome: "kept", message: "", sheet: told };
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  return { outcome: told.refusal, message: told.message, sheet: null };
}

const notice = document.querySelector("[data-line]");
/** Say something above the page without moving it; ``act`` is the button of that name inside the notice, or none. */
export function tell(words, act = "") {
  if (!notice) return;
  notice.hidden = !words;
  notice.querySelector("[data-line-words]").textContent = words;
  for (const button of notice.querySelectorAll("[data-line-act]")) button.hidden = button.dataset.lineAct !== act;
}

const dialog = document.querySelector("dialog[data-sign-in]");
/** Say that the sign-in has ended, with the way back in. */
export const askToSignIn = () => tell(notice?.dataset.textSignedOut || "", "sign-in");
notice?.querySelector('[data-line-act="sign-in"]').addEventListener("click", () => {
  dialog.showModal();
  dialog.querySelector(dialog.querySelector("[name=email]").value ? "[name=password]" : "[name=email]").focus();
});
dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog?.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fault = dialog.querySelector("[data-fault]");
  fault.textContent = "";
  try {
    const before = await (await ask(here.dataset.token)).json();
    const answer = await ask(event.target.action, { method: "POST", body: new FormData(event.target), headers: { "X-CSRFToken": before["X-CSRFToken"] } });
    const told = await answer.json();
    if (!answer.ok) { fault.textContent = told.message || fault.dataset.textFailed; return; }
    if (told.account !== device.judge) { location.reload(); return; }
    event.target.querySelector("[name=password]").value = "";
    token = undefined;
    dialog.close();
    tell("");
    document.dispatchEvent(new Event("line:back"));
  } catch {
    fault.textContent = fault.dataset.textFailed;
  }
});
