// What this browser keeps of a judge's work: sheets typed and not yet sent, and the entries taken along.
// Stores of the database "judging": typed (by key), carried (by assignment), kept (owner, round). Copies of pages: the cache "judging".
export const CACHE = "judging";
const STORES = { typed: "key", carried: "assignment", kept: "name" };
let opened;

function open() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open("judging", 1);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(name, { keyPath });
    };
    asked.onsuccess = () => {
      const forget = () => { opened = undefined; };
      asked.result.onclose = forget;
      asked.result.onversionchange = () => { asked.result.close(); forget(); };
      done(asked.result);
    };
    asked.onerror = () => { opened = undefined; fail(asked.error); };
  });
  return opened;
}

async function within(name, mode, act) {
  const base = await open();
  return new Promise((done, fail) => {
    const all = base.transaction(name, mode);
    const asked = act(all.objectStore(name));
    all.oncomplete = () => done(asked?.result);
    all.onabort = () => fail(all.error);
  });
}

const store = (name) => ({
  all: () => within(name, "readonly", (rows) => rows.getAll()),
  get: (key) => within(name, "readonly", (rows) => rows.get(key)),
  keep: (row) => within(name, "readwrite", (rows) => rows.put(row)),
  drop: (key) => within(name, "readwrite", (rows) => rows.delete(key)),
  clear: () => within(name, "readwrite", (rows) => rows.clear()),
});
export const typed = store("typed");
export const carried = store("carried");
export const kept = store("kept");

/** Forget the entries taken along: texts, pictures and the worker that serves them. What was typed stays. */
export async function dropCopies() {
  const worker = await navigator.serviceWorker?.getRegistration("/judging/");
  await worker?.unregister();
  if ("caches" in window) await caches.delete(CACHE);
  await kept.drop("round");
  await carried.clear(); // last: while it holds something, an erasure that was cut off is taken up again
}

/** Forget one entry taken along. */
export async function dropCopy(one) {
  await carried.drop(one.assignment);
  if (!("caches" in window) || !(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  await Promise.all([one.page, ...one.pictures].map((place) => cache.delete(place)));
}

/** Forget everything of the judge's. */
export async function erase() {
  await dropCopies();
  await typed.clear();
  await kept.clear();
}
