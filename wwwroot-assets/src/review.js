// The keys of the review form and of the queue. What a key means is decided here; the server gets only the resulting command.

import { answered, connected, forget, keep } from './unsent.js';

let attached; // The form whose keys are heard: its stamp, and what ends the hearing.
let last; // The field that was left last: the arrow keys go on from it, and Enter goes back into it.

export function attach(root, panel, stamp) {
  attached?.stop();
  const state = { line: Promise.resolve(), ended: false };
  const listener = event => {
    const command = commandOf(event);
    if (!command) { return; }
    event.preventDefault();
    run(command, root, panel, state);
  };
  const leaving = event => { if (event.target.matches?.('input, textarea, select')) { last = event.target; } };
  document.addEventListener('keydown', listener);
  root.addEventListener('focusout', leaving);
  keep(root, panel);
  root.setAttribute('aria-keyshortcuts', 'Control+Enter Meta+Enter'); // From here on they work.
  attached = {
    stamp,
    stop: () => {
      document.removeEventListener('keydown', listener);
      root.removeEventListener('focusout', leaving);
      forget();
      last = undefined;
    },
  };
}

// A form saves before it goes, and the next one may be there by then: it takes only its own keys along.
export function detach(stamp) {
  if (attached?.stamp !== stamp) { return; }
  attached.stop();
  attached = undefined;
}

export function show(_, step) {
  const card = document.querySelector(`[data-step="${CSS.escape(step)}"]:not(.review-trace-panel *)`) ?? document.querySelector(`[data-step="${CSS.escape(step)}"]`);
  card?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

export function focusMissing(root) {
  const first = root.querySelector('[aria-invalid=true]') ?? root.querySelector('input[type=radio]');
  first?.focus();
}

// The form's share of the width: dragged or moved with the arrow keys, and remembered in this browser. True where there is no room for two columns.
export function split(box) {
  const narrow = matchMedia('(width < 1200px)').matches;
  const bar = box?.querySelector('.review-splitter');
  if (!bar || bar.dataset.ready) { return narrow; }
  bar.dataset.ready = 'yes';
  const key = 'acsr-review-split';
  const set = share => {
    const width = box.clientWidth;
    const most = Math.min(75, Math.max(25, 100 - 41600 / width)); // The form keeps 400 pixels, beside the bar's 16.
    const value = Math.round(Math.min(most, Math.max(25, share)));
    box.style.setProperty('--review-left', `${value}%`);
    bar.setAttribute('aria-valuenow', value);
    return value;
  };
  const keepShare = share => { try { localStorage.setItem(key, set(share)); } catch { /* Private windows keep nothing. */ } };
  set(Number(localStorage.getItem(key)) || 65);
  bar.addEventListener('pointerdown', event => { bar.setPointerCapture(event.pointerId); event.preventDefault(); });
  bar.addEventListener('pointermove', event => {
    if (bar.hasPointerCapture(event.pointerId)) { keepShare((event.clientX - box.getBoundingClientRect().left) / box.clientWidth * 100); }
  });
  bar.addEventListener('keydown', event => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (step) { event.preventDefault(); keepShare(Number(bar.getAttribute('aria-valuenow')) + step); }
  });
  return narrow;
}

// The queue: j and k go from item to item; Enter follows the link that has the focus.
export function list(box) {
  if (!box || box.dataset.ready) { return; }
  box.dataset.ready = 'yes';
  const listener = event => {
    if (!box.isConnected) { document.removeEventListener('keydown', listener); return; }
    const by = { j: 1, k: -1 }[event.key];
    if (!by || isHeld(event) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    const links = [...box.querySelectorAll('.review-row-title a')];
    const at = links.indexOf(document.activeElement);
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
    event.preventDefault();
  };
  document.addEventListener('keydown', listener);
}

function moveBetweenFields(root, by) {
  const all = [...root.querySelectorAll('input:not([disabled]), textarea:not([disabled]), select:not([disabled])')].filter(e => e.offsetParent && (e.type !== 'radio' || e.checked || !root.querySelector(`input[name="${e.name}"]:checked`)));
  const from = all.includes(document.activeElement) ? document.activeElement : last;
  const at = all.indexOf(from);
  all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

export function focus(_, id) {
  document.getElementById(id)?.focus();
}

const typing = target => target.isContentEditable || target.matches?.('textarea, select, input:not([type=radio], [type=checkbox], [type=button])');

// On Windows AltGr arrives as ctrl and alt together; a held key and a key that an input method is using are nobody's command.
const isHeld = event => event.repeat || event.isComposing || event.keyCode === 229 || event.getModifierState('AltGraph') || document.querySelector('.mud-dialog');

function commandOf(event) {
  if (isHeld(event)) { return; }
  const { ctrlKey, metaKey, altKey, shiftKey, key, code } = event;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key === 'Enter') { return 'submit'; }
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 's') { return 'nothing'; }
  if (altKey && !ctrlKey && !metaKey && /^Digit[123]$/.test(code)) { return `verdict${code.at(-1)}`; }
  if (ctrlKey || metaKey || altKey) { return; }
  if (event.target.matches?.('select') && /^[1-9]$/.test(key)) { return `choice${key}`; }
  if (typing(event.target)) {
    // In a field of one line without a list of its own the arrows have nothing else to do.
    const oneLine = !shiftKey && event.target.matches('input:not([list], [type=number], [type=date])');
    return key === 'Escape' ? 'leave' : oneLine ? { ArrowDown: 'down', ArrowUp: 'up' }[key] : undefined;
  }
  if (key === 'Enter') { return event.target === document.body || event.target.matches?.('h1, input[type=radio]') ? 'enter' : undefined; }
  return { 1: 'verdict1', 2: 'verdict2', 3: 'verdict3', d: 'decisive', e: 'correction', n: 'rationale', p: 'clause', f: 'escalate', s: 'skip', u: 'undo', '?': 'keys' }[key]
    ?? (event.target.matches?.('[role=separator], input[type=radio]') ? undefined : { ArrowDown: 'down', ArrowUp: 'up', ArrowLeft: 'before', ArrowRight: 'after' }[key]);
}

const fields = { correction: 'review-final-action', rationale: 'review-rationale', clause: 'review-clause' };

function run(command, root, panel, state) {
  if (command in fields) { focus(root, fields[command]); return; }
  if (command.startsWith('choice')) { choose(document.activeElement, Number(command.at(-1))); return; }
  switch (command) {
    case 'nothing': break; // Drafts save themselves; the browser's own dialogue would only be in the way.
    case 'leave': document.activeElement.blur(); break;
    case 'enter': (root.contains(last) ? last : root.querySelector('.review-verdicts input')).focus(); break;
    case 'down': moveBetweenFields(root, 1); break;
    case 'up': moveBetweenFields(root, -1); break;
    case 'keys': document.getElementById('review-keys')?.togglePopover(); break;
    case 'submit': {
      document.activeElement?.blur(); // Sends the value of the field that is being written, before the command.
      const invalid = root.querySelector('.review-fields :invalid:not(fieldset)');
      if (invalid) { invalid.focus(); invalid.reportValidity?.(); break; }
      const button = root.querySelector('.review-buttons button');
      button?.classList.add('is-pressed');
      setTimeout(() => button?.classList.remove('is-pressed'), 200);
      send(command, panel, state);
      break;
    }
    default: send(command, panel, state);
  }
}

// What leads to another item.
const leads = new Set(['submit', 'undo', 'before']);

// Keys come faster than answers: commands go one after the other and none is lost. One that leads to another item is the last until it is
// answered, so that no key settles what nobody saw; what waits behind one that failed is dropped. Without a connection the shell says so.
function send(command, panel, state) {
  if (state.ended || !connected()) { return; }
  state.ended = leads.has(command);
  const sent = state.line.then(() => answered(panel.invokeMethodAsync('CommandAsync', command), 15000));
  state.line = sent;
  sent.catch(() => { }).finally(() => { if (state.line === sent) { state.line = Promise.resolve(); state.ended = false; } });
}

// 1 to 9 in a list of choices; the first entry, which says nothing was chosen, has no number.
function choose(select, number) {
  const options = [...select.options].filter(option => option.value !== '');
  if (!options[number - 1]) { return; }
  select.value = options[number - 1].value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}
