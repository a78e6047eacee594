// Files of a draft: each is sent alone with its progress, so a failed one is retried alone; rows are reordered
// by dragging or by their buttons. <form data-upload> with one file input, data-target (id of the list the
// answer replaces) and words in data-text-sending, data-text-failed, data-text-again, data-text-too-large.
function row(list, name) {
  const item = document.createElement("li");
  item.className = "file";
  const title = Object.assign(document.createElement("span"), { className: "file-name", textContent: name });
  const state = Object.assign(document.createElement("span"), { className: "d-block small text-secondary" });
  const bar = Object.assign(document.createElement("progress"), { className: "bar", max: 100, value: 0 });
  bar.setAttribute("aria-label", name);
  title.append(state, bar);
  item.append(title);
  list.append(item);
  return { item, state, bar };
}

function send(form, input, file, shown) {
  return new Promise((resolve) => {
    const body = new FormData();
    body.append(input.name, file, file.name);
    const token = form.querySelector("[name=csrf_token]")?.value || "";
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (event) => { if (event.lengthComputable) shown.bar.value = (100 * event.loaded) / event.total; };
    request.onload = () => resolve(request.status < 300 ? { html: request.responseText } : { status: request.status, reason: request.getResponseHeader("X-Reason") });
    request.onerror = () => resolve({ status: 0 });
    request.send(body);
  });
}

function upload(form) {
  const input = form.querySelector("input[type=file]");
  const words = form.dataset;
  let queue = Promise.resolve();

  async function one(file, waiting) {
    const list = document.getElementById(words.target);
    const shown = row(waiting, file.name);
    if (words.mostBytes && file.size > Number(words.mostBytes)) {
      shown.bar.remove();
      shown.state.textContent = words.textTooLarge;
      return;
    }
    shown.state.textContent = words.textSending;
    const answer = await send(form, input, file, shown);
    if (answer.html !== undefined) {
      shown.item.remove();
      if (list && answer.html.trim().startsWith("<")) {
        const fresh = new DOMParser().parseFromString(answer.html, "text/html").getElementById(words.target);
        if (fresh) { list.replaceWith(fresh); order(fresh); }
      } else window.location.reload();
      return;
    }
    shown.bar.remove();
    shown.state.textContent = answer.reason ? decodeURIComponent(answer.reason) : words.textFailed;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: words.textAgain });
    again.addEventListener("click", () => { shown.item.remove(); queue = queue.then(() => one(file, waiting)); });
    shown.item.append(again);
  }

  const waiting = document.createElement("ul");
  waiting.className = "files";
  const spoken = document.createElement("div");
  spoken.setAttribute("aria-live", "polite");
  spoken.append(waiting);
  form.append(spoken);
  const take = (files) => { for (const file of files) queue = queue.then(() => one(file, waiting)); };
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    take([...event.target.files]);
    event.target.value = "";
  });
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  const drop = form.querySelector("[data-drop]") || form;
  drop.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); drop.classList.add("is-over"); } });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    drop.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });
}

function order(list) {
  if (!list.dataset.orderUrl) return;
  let held = null;
  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => { held = event.target.closest("[data-file]"); held?.classList.add("is-dragged"); });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-file]");
    if (!held || !over || over === held) return;
    event.preventDefault();
    const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    over[below ? "after" : "before"](held);
  });
  list.addEventListener("dragend", async () => {
    held?.classList.remove("is-dragged");
    held = null;
    const body = new FormData();
    body.append("order", [...list.children].map((item) => item.dataset.file).join(","));
    body.append("csrf_token", list.dataset.csrf);
    try {
      const answer = await fetch(list.dataset.orderUrl, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": list.dataset.csrf, "HX-Request": "true" } });
      if (!answer.ok) window.location.reload();
    } catch { /* offline: the order is sent again with the next move */ }
  });
}

document.querySelectorAll("form[data-upload]").forEach(upload);
document.querySelectorAll("[data-files]").forEach(order);
