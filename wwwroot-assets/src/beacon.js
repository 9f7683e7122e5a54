// Tells the console what a customer does with a suggested answer. No cookies, no storage; one beacon when the page is left or something is decided.
const script = document.currentScript;
const door = new URL('api/v1/beacon?key=' + encodeURIComponent(script.dataset.key || ''), script.src).href;
const waiting = new Map(); // id -> the newest word on it
const watched = new Map(); // element -> what is known of it
const newId = () => 'b' + Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, '0')).join('');
const clock = () => performance.now();

function flush() {
  for (const watch of watched.values()) { note(watch); }
  const all = [...waiting.values()];
  waiting.clear();
  while (all.length > 0) {
    const body = JSON.stringify(all.splice(0, 50));
    // As plain text: a page of another origin may send that without asking first.
    if (!navigator.sendBeacon?.(door, body)) { fetch(door, { method: 'POST', body, keepalive: true, mode: 'no-cors', credentials: 'omit' }).catch(() => {}); }
  }
}

const put = event => waiting.set(event.id, event);

// What was told is told again only when there is more to tell.
function note(watch) {
  if (watch.since && !watch.done) { watch.dwell += clock() - watch.since; watch.since = clock(); }
  const dwellSeconds = Math.round(watch.dwell / 100) / 10;
  const scrollDepth = Math.round(watch.depth * 100) / 100;
  const told = `${dwellSeconds} ${scrollDepth} ${watch.dismissed}`;
  if (!watch.seen || told === watch.told) { return; }
  watch.told = told;
  put({ type: 'engagement', id: watch.id, case: watch.case, target: watch.target, dwellSeconds, scrollDepth, dismissed: watch.dismissed });
}

function measure(element, watch) {
  const box = element.getBoundingClientRect();
  const shown = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  const visible = document.visibilityState === 'visible' && box.height > 0 && shown >= Math.min(box.height, innerHeight) / 2;
  if (shown > 0 && document.visibilityState === 'visible') {
    const inside = element.scrollHeight > element.clientHeight + 1 ? (element.scrollTop + element.clientHeight) / element.scrollHeight : 1;
    watch.depth = Math.max(watch.depth, Math.min(1, inside, (Math.min(box.bottom, innerHeight) - box.top) / box.height));
  }
  if (watch.since && !visible) { watch.dwell += clock() - watch.since; watch.since = 0; }
  if (!watch.since && visible && !watch.done) { watch.since = clock(); watch.seen = true; }
}

const measureAll = () => watched.forEach((watch, element) => measure(element, watch));
const seeing = new IntersectionObserver(measureAll, { threshold: [0, 0.25, 0.5, 0.75, 1] });

function watch(element, about = {}) {
  let known = watched.get(element);
  if (!known) {
    known = { id: newId(), case: about.case || element.dataset.acsrCase, target: about.step || element.dataset.acsrStep, dwell: 0, depth: 0, since: 0, dismissed: false };
    if (!known.case) { return; }
    watched.set(element, known);
    seeing.observe(element);
    element.addEventListener('scroll', () => measure(element, known), { passive: true });
    measure(element, known);
  }
  return known;
}

function dismiss(element) {
  const known = watched.get(element);
  if (!known || known.dismissed) { return; }
  measure(element, known);
  known.dismissed = known.seen = true;
  note(known);
  known.done = true;
  flush();
}

function thumbs(value, about) {
  put({ type: 'thumbs', id: about.id || newId(), case: about.case, target: about.step, value });
  flush();
}

function flow(name, about) {
  const run = about.run || newId();
  const say = state => { put({ type: 'flow', id: `${run}:${state}`, case: about.case, target: about.step, flow: name, run, state }); flush(); };
  say('started');
  return { complete: () => say('completed') };
}

const find = root => root.querySelectorAll?.('[data-acsr-case]').forEach(element => watch(element));

document.addEventListener('click', event => {
  const on = name => event.target.closest?.(`[data-acsr-${name}]`);
  const card = on('case');
  const thumb = on('thumb');
  if (card && on('dismiss')) { dismiss(card); }
  if (card && thumb) { const known = watch(card); thumbs(thumb.dataset.acsrThumb, { id: known.id + ':t', case: known.case, step: known.target }); }
}, true);
document.addEventListener('scroll', measureAll, { passive: true });
document.addEventListener('visibilitychange', () => { measureAll(); if (document.visibilityState === 'hidden') { flush(); } });
addEventListener('pagehide', flush);
new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => { if (node.matches?.('[data-acsr-case]')) { watch(node); } find(node); })))
  .observe(document.documentElement, { childList: true, subtree: true });
if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', () => find(document)); } else { find(document); }

window.acsr = { watch, dismiss, thumbs, flow };
