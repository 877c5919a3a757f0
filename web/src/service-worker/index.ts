import { self } from '$app/service-worker';
import { version } from '$app/env';

/**
 * Off line one reads what one has read before, and is told what waits to be sent. What members alone may read is never
 * written to a disk, which may be a school's: of every page that may be kept the copy is the one that strangers get, so there
 * is nothing in it that others might not read. What was read goes with whoever read it: once a page is for nobody, or for
 * somebody else, it asks for that.
 */
const CACHE = `hearth ${version}`;
const OFFLINE = '/offline';
/** Pages that strangers may read. */
const LIBRARY = String.raw`library($|\/[0-9a-f]{16}(\/|$)|\/collections($|\/[0-9a-f]{16}(\/|$)))`;
const KEPT = new RegExp(String.raw`^\/($|boards$|b\/[^/]+$|t\/|rooms($|\/[0-9a-f]+$)|${LIBRARY})`);
const MOST = 40;
/** A copy that is younger is good enough. */
const FRESH_MS = 10 * 60_000;

type Language = 'en' | 'es';
/** What the reader reads in, as the last answer said. */
let language: Language = self.navigator.language.startsWith('es') ? 'es' : 'en';
/** How often copies were removed. */
let removals = 0;

self.addEventListener('install', (event) => event.waitUntil(prepare()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/_app/immutable/') || pathname === '/favicon.svg') event.respondWith(asset(request));
  else if (request.mode === 'navigate') event.respondWith(page(event));
  else if (pathname.endsWith('/__data.json')) event.respondWith(data(event));
});

self.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(forget());
});

async function prepare(): Promise<void> {
  await Promise.all([keep(offlinePage('en'), 'en'), keep(offlinePage('es'), 'es')]);
  await self.skipWaiting();
}

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Their names say what is in them. */
async function asset(request: Request | string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const held = await cache.match(request);
  if (held) return held;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function page(event: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(event.request);
    event.waitUntil(noteRead(event.request.url, response));
    return response;
  } catch (fault) {
    const cache = await caches.open(CACHE);
    const held = await cache.match(event.request.url);
    if (held) return held;
    const { pathname, search } = new URL(event.request.url);
    if (pathname === OFFLINE || !(await cache.match(offlinePage(language)))) throw fault;
    // Its scripts have addresses that count from its own; where one wanted to go stands behind.
    return Response.redirect(`${offlinePage(language)}#${pathname}${search}`);
  }
}

/** What the pages' scripts ask for when one goes from page to page. */
async function data(event: FetchEvent): Promise<Response> {
  const response = await fetch(event.request);
  event.waitUntil(noteRead(event.request.url.replace(/\/__data\.json.*/, '') || '/', response));
  return response;
}

async function noteRead(address: string, response: Response): Promise<void> {
  const said = response.headers.get('content-language');
  if (said === 'en' || said === 'es') language = said;
  const { pathname, search } = new URL(address, self.location.origin);
  // Of the library's list there is one copy, and not one for each choice.
  const isChoice = pathname === '/library' && search !== '';
  if (response.ok && KEPT.test(pathname) && !isChoice) await keep(pathname + search, language).catch(() => {});
}

async function keep(path: string, inLanguage: Language): Promise<void> {
  const before = removals;
  const cache = await caches.open(CACHE);
  const held = await cache.match(path);
  const keptAt = Date.parse(held?.headers.get('last-modified') ?? '');
  if (Date.now() - keptAt < FRESH_MS && held?.headers.get('content-language') === inLanguage) return;
  const response = await fetch(path, { credentials: 'omit', headers: { 'accept-language': inLanguage } });
  if (!response.ok || response.redirected) return void (await cache.delete(path));
  // The page finds out by it that it is a copy.
  const html = (await response.text()).replace('<html', '<html data-copy');
  // Whoever reads it off line is told how old it is.
  const headers = new Headers(response.headers);
  headers.set('last-modified', new Date().toUTCString());
  // It was read by whoever was here before.
  if (before !== removals) return;
  await cache.put(path, new Response(html, { headers }));
  const scripts = new Set(html.match(/\/_app\/immutable\/[\w./-]+\.(js|css|woff2)/g));
  await Promise.all([...scripts].map(asset));
  await forgetOldest(cache);
}

/** Of what was read. What one is told off line stays. */
async function pagesIn(cache: Cache): Promise<readonly Request[]> {
  return (await cache.keys()).filter(({ url }) => KEPT.test(new URL(url).pathname));
}

async function forget(): Promise<void> {
  removals += 1;
  const cache = await caches.open(CACHE);
  await Promise.all((await pagesIn(cache)).map((one) => cache.delete(one)));
}

async function forgetOldest(cache: Cache): Promise<void> {
  const pages = await pagesIn(cache);
  await Promise.all(pages.slice(0, -MOST).map((one) => cache.delete(one)));
}

function offlinePage(inLanguage: Language): string {
  return `${OFFLINE}?${inLanguage}`;
}
