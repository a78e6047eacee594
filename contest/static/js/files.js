// A draft's list of files: put in order by dragging its grip, by the arrow keys on the grip, or by the buttons;
// each act is sent at once and the list comes back from the server. Without a script the buttons are forms.
// [data-list] holds <ol data-files data-order-url data-csrf data-text-moved>; items have data-file and data-name.
const EDGE = 70, SCROLL = 9; // pixels
const spoken = Object.assign(document.createElement("div"), { className: "visually-hidden" });
spoken.setAttribute("aria-live", "polite");
document.body.append(spoken);

export function say(words) {
  spoken.textContent = words;
}

// The list as the server has it now takes the old one's place; what was typed and where the focus was stays.
export function replaceList(name, html) {
  const old = document.querySelector(`[data-list="${name}"]`);
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(`[data-list="${name}"]`);
  if (!old || !fresh) return window.location.reload();
  if (old.querySelector(".is-held")) return undefined; // in somebody's hand: it comes back with the next act
  const typed = new Map([...old.querySelectorAll("input[name^=caption-]")].map((input) => [input.name, input.value]));
  for (const input of fresh.querySelectorAll("input[name^=caption-]")) if (typed.has(input.name)) input.value = typed.get(input.name);
  const here = old.contains(document.activeElement) ? document.activeElement : null;
  const item = here?.closest("[data-file]")?.dataset.file;
  old.replaceWith(fresh);
  enliven(fresh);
  if (!here) return undefined;
  const again = fresh.querySelector(`[data-file="${item}"]`) || fresh.querySelector("[data-file]");
  const same = here.matches("[data-grip]") ? "[data-grip]" : `[name="${here.name}"][value="${here.value}"]`;
  (again?.querySelector(`${same}:not(:disabled)`) || again?.querySelector("button:not(:disabled):not([hidden])"))?.focus();
  return undefined;
}

async function send(list, url, body) {
  try {
    const token = list.querySelector("[data-files]").dataset.csrf;
    const answer = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": token, "HX-Request": "true" } });
    if (!answer.ok) return window.location.reload();
    return replaceList(list.dataset.list, await answer.text());
  } catch {
    return undefined; // offline: the order on the screen is sent with the next act
  }
}

function sendOrder(list) {
  const order = list.querySelector("[data-files]");
  const body = new FormData();
  body.append("order", [...order.children].map((item) => item.dataset.file).join(","));
  return send(list, order.dataset.orderUrl, body);
}

function tell(item) {
  const all = [...item.parentElement.children];
  say(item.parentElement.dataset.textMoved.replace("{name}", item.dataset.name).replace("{place}", all.indexOf(item) + 1).replace("{all}", all.length));
}

function drag(list, grip) {
  const item = grip.closest("[data-file]");
  const order = item.parentElement;
  let before = "", at = 0;
  const places = () => [...order.children].map((each) => each.dataset.file).join();
  const held = () => item.classList.contains("is-held");
  const inside = (each) => each !== item && at > each.getBoundingClientRect().top && at < each.getBoundingClientRect().bottom;

  // The others step aside: an item that is itself moved in the tree would fall out of the hand.
  function stepAside() {
    const over = [...order.children].find(inside);
    if (!over) return;
    const box = over.getBoundingClientRect();
    const below = at > box.top + box.height / 2;
    const comesAfter = Boolean(item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (comesAfter && below) while (item.previousElementSibling !== over) item.before(item.nextElementSibling);
    else if (!comesAfter && !below) while (item.nextElementSibling !== over) item.after(item.previousElementSibling);
  }
  function scrollAtTheEdge() { // a list is longer than a phone
    if (!held()) return;
    const by = at < EDGE ? -SCROLL : at > window.innerHeight - EDGE ? SCROLL : 0;
    if (by) { window.scrollBy(0, by); stepAside(); }
    requestAnimationFrame(scrollAtTheEdge);
  }

  grip.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    before = places();
    at = event.clientY;
    item.classList.add("is-held");
  });
  grip.addEventListener("pointermove", (event) => {
    if (!held()) return;
    at = event.clientY;
    stepAside();
    if (!grip.dataset.moving) { grip.dataset.moving = "yes"; scrollAtTheEdge(); }
  });
  const drop = () => {
    if (!held()) return;
    item.classList.remove("is-held");
    delete grip.dataset.moving;
    if (places() === before) return;
    tell(item);
    sendOrder(list);
  };
  grip.addEventListener("pointerup", drop);
  grip.addEventListener("pointercancel", drop);
  grip.addEventListener("lostpointercapture", drop);
  grip.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    item[by < 0 ? "after" : "before"](other);
    tell(item);
    sendOrder(list);
  });
}

function enliven(list) {
  for (const grip of list.querySelectorAll("[data-grip]")) {
    grip.hidden = false;
    drag(list, grip);
  }
  for (const form of list.querySelectorAll("form[data-act]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = new FormData(form);
      if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
      send(list, form.action, body);
    });
  }
}

document.querySelectorAll("[data-list]").forEach(enliven);
