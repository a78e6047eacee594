// Serves what a judge took along while there is no network. It keeps nothing by itself: carried.js fills the cache, and only when asked.
const CACHE = "judging";
const WAIT_MS = 6000;
const AWAY = new Set([502, 503, 504]);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (place.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, place));
  else if (request.method === "GET" && (place.pathname.startsWith("/static/") || /\/pages\/\d+$/.test(place.pathname))) event.respondWith(part(request, place));
});

/** From the network; from the cache when there is none, or when it is too slow for somebody who has a copy. */
async function nearest(request, copy) {
  const asked = fetch(request).then((answer) => { if (AWAY.has(answer.status) && copy) throw new Error("away"); return answer; });
  if (!copy) return asked;
  const late = new Promise((_done, fail) => { setTimeout(() => fail(new Error("late")), WAIT_MS); });
  asked.catch(() => {});
  return Promise.race([asked, late]).catch(() => copy);
}

/** What the cache holds of it. Asking never makes the cache: a worker outlives its erasure until its last page is left. */
const held = (asked) => caches.match(asked, { cacheName: CACHE });
const places = async () => ((await caches.has(CACHE)) ? (await caches.open(CACHE)).keys() : []);

async function page(request, place) {
  const copy = request.method === "GET" ? await held(place.pathname) : undefined;
  try {
    return await nearest(request, copy);
  } catch (error) {
    const reading = place.pathname.match(/^(.*\/assignments\/\d+)\/.+$/)?.[1];
    if (reading && (await held(reading))) return Response.redirect(reading, 303);
    const list = (await places()).find(({ url }) => url.endsWith("/carried"));
    if (!list) throw error;
    if (/\/rounds\/\d+\/next$/.test(place.pathname)) return Response.redirect(`${list.url}?next=1`, 303);
    return (await held(list)) || Response.error();
  }
}

async function part(request, place) {
  const copy = await held(place.pathname.startsWith("/static/") ? request : place.pathname);
  return copy && place.searchParams.has("v") ? copy : nearest(request, copy);
}
