// The keys of the list of cases and of the page of one. What a key means is decided here; the server gets only the resulting command.

const typing = target => target.isContentEditable || target.matches?.('textarea, select, input:not([type=radio], [type=checkbox], [type=button])');

const meant = event => !event.repeat || 'jknp'.includes(event.key);

const free = event => meant(event) && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector('.mud-dialog');

let detachLast;

function listen(keys) {
  detachLast?.();
  const listener = event => {
    if (!free(event)) { return; }
    if (typing(event.target)) { if (event.key === 'Escape') { event.target.blur(); } return; }
    const act = keys[event.key];
    if (!act) { return; }
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', listener);
  document.body.dataset.keys = 'on'; // From here on they work.
  detachLast = () => { document.removeEventListener('keydown', listener); delete document.body.dataset.keys; };
}

export function attachList() {
  const move = step => {
    const links = [...document.querySelectorAll('.case-list tbody .case-title a')];
    if (links.length === 0) { return; }
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
    next.focus({ preventScroll: true });
    next.closest('tr').scrollIntoView({ block: 'nearest' });
  };
  listen({
    '/': () => document.getElementById('find-text')?.focus(),
    j: () => move(1),
    k: () => move(-1),
    '?': () => document.getElementById('find-keys')?.togglePopover(),
  });
}

export function detachList() { detachLast?.(); detachLast = undefined; }

const commands = { j: 'next', k: 'previous', n: 'message', p: 'message-before', d: 'decision', e: 'error', 1: 'tree', 2: 'timeline', 3: 'decisions', r: 'raw', '[': 'case-before', ']': 'case-after' };

export function attachCase(page) {
  const keys = Object.fromEntries(Object.entries(commands).map(([key, command]) => [key, () => page.invokeMethodAsync('CommandAsync', command).catch(() => { })]));
  keys['/'] = () => document.getElementById('trace-find')?.focus();
  keys['?'] = () => document.getElementById('case-keys')?.togglePopover();
  listen(keys);
}

export function detachCase() { detachList(); }

/** Brings a message of the conversation and a line of the trace into view; the trace holds only the lines that are looked at, all of one height. */
export function showStep(message, place) {
  const behavior = 'auto';
  const chat = document.querySelector('.case-columns .acsr-chat');
  const card = message && chat?.querySelector(`[data-step="${CSS.escape(message)}"]`);
  const pane = chat?.closest('.acsr-panel-body');
  if (card && pane) { scrollWithin(pane, card, behavior); }
  const list = document.getElementById('trace-list');
  // Side by side both are brought into view; one below the other, the trace.
  const stage = innerWidth < 1100 ? list : list?.closest('.case-columns');
  const seen = stage?.getBoundingClientRect();
  if (seen && (seen.top > innerHeight * 0.6 || seen.bottom < 200)) { stage.scrollIntoView({ block: 'start', behavior }); }
  const row = Number(list?.dataset.row ?? -1);
  if (list && row >= 0) {
    const line = list.querySelector('.trace-row')?.closest('li').offsetHeight ?? 34;
    const [top, height] = [row * line, list.clientHeight];
    if (top < list.scrollTop || top + line > list.scrollTop + height) { list.scrollTo({ top: Math.max(0, top - height / 3), behavior }); }
  }
}

function scrollWithin(pane, card, behavior) {
  const [outer, inner] = [pane.getBoundingClientRect(), card.getBoundingClientRect()];
  if (pane.scrollHeight > pane.clientHeight) {
    if (inner.top < outer.top || inner.bottom > outer.bottom) { pane.scrollTo({ top: pane.scrollTop + inner.top - outer.top - outer.height / 3, behavior }); }
  }
}
