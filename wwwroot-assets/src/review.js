// The keys of the review form. What a key means is decided here; the server gets only the resulting command.

let detachLast;

export function attach(root, panel) {
  detachLast?.();
  const listener = event => {
    const command = commandOf(event);
    if (!command) { return; }
    event.preventDefault();
    run(command, root, panel);
  };
  document.addEventListener('keydown', listener);
  root.setAttribute('aria-keyshortcuts', 'Control+Enter Meta+Enter'); // From here on they work.
  detachLast = () => document.removeEventListener('keydown', listener);
}

export function detach() {
  detachLast?.();
  detachLast = undefined;
}

export function show(_, step) {
  const card = document.querySelector(`[data-step="${CSS.escape(step)}"]`);
  card?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

export function focusMissing(root) {
  const first = root.querySelector('[aria-invalid=true]') ?? root.querySelector('input[type=radio]');
  first?.focus();
}

// The form's share of the width: dragged or moved with the arrow keys, and remembered in this browser.
export function split(box) {
  const bar = box?.querySelector('.review-splitter');
  if (!bar || bar.dataset.ready) { return; }
  bar.dataset.ready = 'yes';
  const key = 'acsr-review-split';
  const set = share => {
    const width = box.clientWidth;
    const most = Math.min(75, Math.max(25, 100 - 40000 / width)); // The form keeps 400 pixels.
    const value = Math.round(Math.min(most, Math.max(25, share)));
    box.style.setProperty('--review-left', `${value}%`);
    bar.setAttribute('aria-valuenow', value);
    return value;
  };
  const keep = share => { try { localStorage.setItem(key, set(share)); } catch { /* Private windows keep nothing. */ } };
  set(Number(localStorage.getItem(key)) || 65);
  bar.addEventListener('pointerdown', event => { bar.setPointerCapture(event.pointerId); event.preventDefault(); });
  bar.addEventListener('pointermove', event => {
    if (bar.hasPointerCapture(event.pointerId)) { keep((event.clientX - box.getBoundingClientRect().left) / box.clientWidth * 100); }
  });
  bar.addEventListener('keydown', event => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (step) { event.preventDefault(); keep(Number(bar.getAttribute('aria-valuenow')) + step); }
  });
}

function moveBetweenFields(root, by) {
  const all = [...root.querySelectorAll('input:not([disabled]), textarea:not([disabled]), select:not([disabled])')].filter(e => e.offsetParent && (e.type !== 'radio' || e.checked || !root.querySelector(`input[name="${e.name}"]:checked`)));
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

export function focus(_, id) {
  document.getElementById(id)?.focus();
}

const typing = target => target.isContentEditable || target.matches?.('textarea, select, input:not([type=radio], [type=checkbox], [type=button])');

function commandOf(event) {
  // On Windows AltGr arrives as ctrl and alt together; a held key and a key that an input method is using are nobody's command.
  if (event.repeat || event.isComposing || event.getModifierState('AltGraph') || document.querySelector('.mud-dialog')) { return; }
  const { ctrlKey, metaKey, altKey, shiftKey, key, code } = event;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key === 'Enter') { return 'submit'; }
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 's') { return 'nothing'; }
  if (altKey && !ctrlKey && !metaKey && /^Digit[123]$/.test(code)) { return `verdict${code.at(-1)}`; }
  if (ctrlKey || metaKey || altKey) { return; }
  if (typing(event.target)) { return key === 'Escape' ? 'leave' : undefined; }
  return { 1: 'verdict1', 2: 'verdict2', 3: 'verdict3', d: 'decisive', e: 'correction', n: 'rationale', p: 'clause', s: 'skip', u: 'undo', '?': 'keys' }[key]
    ?? (event.target.matches?.('[role=separator], input[type=radio]') ? undefined : { ArrowDown: 'down', ArrowUp: 'up' }[key]);
}

const fields = { correction: 'review-final-action', rationale: 'review-rationale', clause: 'review-clause' };

function run(command, root, panel) {
  if (command in fields) { focus(root, fields[command]); return; }
  switch (command) {
    case 'nothing': break; // Drafts save themselves; the browser's own dialogue would only be in the way.
    case 'leave': document.activeElement.blur(); break;
    case 'down': moveBetweenFields(root, 1); break;
    case 'up': moveBetweenFields(root, -1); break;
    case 'keys': document.getElementById('review-keys')?.togglePopover(); break;
    case 'submit': document.activeElement?.blur(); // Sends the value of the field that is being written, before the command.
    default: panel.invokeMethodAsync('CommandAsync', command).catch(() => { }); // Without a connection the shell says so.
  }
}
