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
  return { 1: 'verdict1', 2: 'verdict2', 3: 'verdict3', d: 'decisive', e: 'correction', n: 'rationale', p: 'clause', s: 'skip', '?': 'keys' }[key];
}

const fields = { correction: 'review-final-action', rationale: 'review-rationale', clause: 'review-clause' };

function run(command, root, panel) {
  if (command in fields) { focus(root, fields[command]); return; }
  switch (command) {
    case 'nothing': break; // Drafts save themselves; the browser's own dialogue would only be in the way.
    case 'leave': document.activeElement.blur(); break;
    case 'keys': document.getElementById('review-keys')?.togglePopover(); break;
    case 'submit': document.activeElement?.blur(); // Sends the value of the field that is being written, before the command.
    default: panel.invokeMethodAsync('CommandAsync', command).catch(() => { }); // Without a connection the shell says so.
  }
}
