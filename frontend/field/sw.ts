/// <reference lib="webworker" />
/**
 * Opens the app without a line. It never takes over by itself: a new version waits for a person's tap,
 * and the files of the version before stay for one release, for a window that still runs it.
 */
export {}

declare const self: ServiceWorkerGlobalScope
/** Put in by the build: the version, and all files of it. */
declare const __BUILD__: { version: string; files: readonly string[] }

const PREFIX = 'sejuk-field-'
const BOOK = 'sejuk-field-book'
const { version, files } = __BUILD__
/** Packed or not, with a query or without: it is the same file. */
const LOOSELY = { ignoreSearch: true, ignoreVary: true }
const OWN = PREFIX + version
const HOME = new URL('./', self.registration.scope).href

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(OWN).then((cache) => cache.addAll(files.map((file) => new URL(file, HOME).href))))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(keepTwo().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(HOME)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else event.respondWith(file(request))
})

/** Any address of the app is the app, whether or not the server lives. */
async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(OWN)).match(HOME, LOOSELY)
  return kept ?? fetch(request)
}

/** Of this version, or of the one before for a window that was opened with it. */
async function file(request: Request): Promise<Response> {
  const own = await (await caches.open(OWN)).match(request, LOOSELY)
  return own ?? (await caches.match(request, LOOSELY)) ?? fetch(request)
}

/** This version's files and those of the one before. */
async function keepTwo(): Promise<void> {
  const book = await caches.open(BOOK)
  const before = await book.match('previous')
  const order: unknown = before ? await before.json() : []
  const known = Array.isArray(order) ? order.map(String) : []
  const kept = [OWN, ...known.filter((name) => name !== OWN)].slice(0, 2)
  await book.put('previous', new Response(JSON.stringify(kept)))
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== BOOK && !kept.includes(name))
  await Promise.all(old.map((name) => caches.delete(name)))
}
