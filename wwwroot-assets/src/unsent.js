// What was typed and has not reached the server yet. It is kept in this tab until the server says that it is saved, so that a cut line, a crash of
// the server or a reload takes nothing: it is typed again, as soon as somebody listens.

const Key = 'acsr-review-unsent';
const Pause = 700;

let stop;

/** Watches the fields of a form and brings back what an earlier page of the same item could not send. */
export function keep(root, panel) {
  stop?.();
  const item = root.dataset.item;
  const unsent = read(item);
  let number = 0;
  let timer;
  let gone = false;
  const write = () => {
    try {
      if (unsent.size === 0) { sessionStorage.removeItem(Key); }
      else { sessionStorage.setItem(Key, JSON.stringify({ item, values: [...unsent].map(([id, { value }]) => [id, value]) })); }
    } catch { /* Private windows keep nothing. */ }
  };
  const heard = event => {
    const field = event.target;
    if (!field.id || !event.isTrusted || !field.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=search])')) { return; }
    unsent.set(field.id, { value: field.value, number: ++number });
    write();
    later(Pause);
  };
  const later = delay => { clearTimeout(timer); timer = setTimeout(send, delay); };
  const send = async () => {
    if (gone || unsent.size === 0) { return; }
    const upTo = number;
    try {
      if (!connected()) { throw new Error('no connection'); }
      // Events arrive in their order: once this is answered, all that was typed before it is in the draft. A line that is dead and does not know it never answers.
      await answered(panel.invokeMethodAsync('KeepNowAsync'), 5000);
      for (const [id, { number: at }] of [...unsent]) { if (at <= upTo) { unsent.delete(id); } }
      write();
      if (unsent.size > 0 && !gone) { later(Pause); }
    } catch {
      if (!gone) { setTimeout(again, 1000); }
    }
  };
  const again = () => {
    if (gone) { return; }
    if (!connected()) { setTimeout(again, 500); return; }
    for (const [id, { value }] of unsent) { type(root, id, value); }
    later(0);
  };
  root.addEventListener('input', heard);
  root.addEventListener('change', heard);
  stop = () => {
    gone = true;
    clearTimeout(timer);
    root.removeEventListener('input', heard);
    root.removeEventListener('change', heard);
  };
  if (unsent.size > 0) { again(); }
}

export function forget() {
  stop?.();
  stop = undefined;
}

function read(item) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(Key) ?? 'null');
    return new Map(kept?.item === item ? kept.values.map(([id, value]) => [id, { value, number: 0 }]) : []);
  } catch {
    return new Map();
  }
}

function type(root, id, value) {
  const field = document.getElementById(id);
  if (!field || !root.contains(field)) { return; }
  field.value = value;
  field.dispatchEvent(new Event(field.matches('select') ? 'change' : 'input', { bubbles: true }));
}

/** The answer, or a failure where none comes in time: calls into a line that was cut are never answered. */
export const answered = (call, milliseconds) => Promise.race([call, new Promise((_, fail) => setTimeout(() => fail(new Error('no answer')), milliseconds))]);

/** Whether the page has its line to the server, as far as it knows. */
export const connected = () => !document.getElementById('components-reconnect-modal')?.matches('.components-reconnect-show, .components-reconnect-failed, .components-reconnect-retrying, .components-reconnect-rejected');
