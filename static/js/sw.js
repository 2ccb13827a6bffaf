// Keeps on the phone, for when there is no signal: the help-now pages, and the plans that a person saved.
//
// The server puts one line in front: const STRIDES = {version, language, pages, offline, styles}. Whenever anything
// that editors manage changes, the version does, and with it this file: browsers then fetch everything anew and drop
// what is gone. Kept are only pages that are the same for everyone: these alone carry an ETag.

const HELP = `help-${STRIDES.version}-${STRIDES.language}`;
const SAVED = "saved-1";
const SAVED_ON = "X-Saved-On";
const LONGEST_WAIT = 4000;
const READING = /^\/([a-z]{2,3}(-[a-z]+)?\/.*|help-now\/)?$/;
const STYLE = /<link rel="stylesheet" href="([^"]+)"/g;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function install() {
  const help = await caches.open(HELP);
  for (const path of [...STRIDES.pages, STRIDES.offline]) await keep(help, path);
  for (const style of STRIDES.styles) await help.add(style);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name !== HELP && name !== SAVED) await caches.delete(name);
  await self.clients.claim();
  const saved = await caches.open(SAVED);
  for (const { url } of await saved.keys()) {
    const { pathname } = new URL(url);
    // No signal in the midst of it: what is kept stays, and says how old it is.
    if (READING.test(pathname)) await save(pathname).catch(() => {});
  }
}

// Fetches a page as anybody gets it, and keeps it with the day. What is no longer there is dropped.
async function keep(cache, path) {
  let response = await fetch(path, { cache: "no-cache" });
  if (!response.headers.has("ETag")) response = await fetch(path, { cache: "no-cache", credentials: "omit" });
  return store(cache, path, response);
}

async function store(cache, path, response) {
  if (response.status >= 500) return false;
  if (!response.ok || response.redirected || !response.headers.has("ETag")) {
    await cache.delete(path);
    return false;
  }
  const headers = { "Content-Type": "text/html; charset=utf-8", [SAVED_ON]: new Date().toISOString() };
  const policy = response.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  await cache.put(path, new Response(await response.text(), { headers }));
  return true;
}

// A page that a person saved, with the style sheets it needs.
async function save(path) {
  const saved = await caches.open(SAVED);
  if (!(await keep(saved, path))) return false;
  const html = await (await saved.match(path)).text();
  for (const [, style] of html.matchAll(STYLE)) await saved.add(style);
  return true;
}

self.addEventListener("message", (event) => {
  const path = event.data && event.data.save;
  if (typeof path !== "string" || !READING.test(path)) return;
  event.waitUntil(
    save(path).then(
      (kept) => event.ports[0].postMessage({ kept }),
      () => event.ports[0].postMessage({ kept: false }),
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && READING.test(url.pathname)) event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

async function asset(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreVary: true })) || Response.error();
  }
}

// The network first. With a copy on the phone nobody waits longer than 4 seconds for it.
async function page(event, { pathname: path, search }) {
  const [cache, copy] = await find(path);
  const asked = fetch(event.request);
  if (copy && !search) event.waitUntil(asked.then((response) => renew(cache, path, response.clone())).catch(() => {}));
  try {
    const response = await (copy ? Promise.race([asked, late()]) : asked);
    if (copy && response.status >= 500) throw new Error(String(response.status));
    return path === STRIDES.offline ? offline() : response;
  } catch {
    return copy && path !== STRIDES.offline ? dated(copy, path) : offline();
  }
}

function late() {
  return new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), LONGEST_WAIT));
}

async function find(path) {
  for (const name of [SAVED, HELP]) {
    const cache = await caches.open(name);
    const copy = await cache.match(path, { ignoreVary: true });
    if (copy) return [cache, copy];
  }
  return [];
}

// A page without an ETag was made for somebody who is signed in: what is kept stays as it is.
async function renew(cache, path, response) {
  if (!response.ok || response.headers.has("ETag")) await store(cache, path, response);
}

function day(copy, language) {
  const style = { day: "numeric", month: "long", year: "numeric", numberingSystem: "latn" };
  return new Intl.DateTimeFormat([`${language}-GB`, language], style).format(new Date(copy.headers.get(SAVED_ON)));
}

// The copy, with the day it was saved.
async function dated(copy, path) {
  const html = await copy.text();
  const shown = html.replace(/<p ([^>]*)data-kept hidden>([^<]*)/, (_, attributes, words) => {
    const text = words.replace("{date}", day(copy, path.split("/")[1]));
    return `<p ${attributes}data-kept>${text}`;
  });
  return new Response(shown, { headers: copy.headers });
}

// The page for when there is no signal: everything that is kept, what the person saved first.
async function offline() {
  const [, frame] = await find(STRIDES.offline);
  if (!frame) return Response.error();
  const html = await frame.text();
  const [, phrase] = html.match(/data-saved="([^"]*)"/) || [];
  const rows = [];
  for (const name of [SAVED, HELP]) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      if (READING.test(pathname) && pathname !== STRIDES.offline) rows.push(row(await cache.match(url), pathname, phrase));
    }
  }
  const list = (await Promise.all(rows)).join("");
  return new Response(html.replace("<!-- kept -->", () => list), { headers: frame.headers });
}

async function row(copy, path, phrase) {
  const html = await copy.text();
  const [, heading] = html.match(/<h1[^>]*>([\s\S]*?)<\/h1>/) || [];
  const [, language, direction] = html.match(/<html lang="([a-z-]+)" dir="(ltr|rtl)"/) || [];
  const words = heading ? heading.replace(/<[^>]*>/g, "") : path;
  const when = phrase.replace("{date}", day(copy, STRIDES.language));
  return `<li><a href="${path}" lang="${language}" dir="${direction}">${words}</a> <span class="small">${when}</span></li>`;
}
