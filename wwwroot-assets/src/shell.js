// What the shell needs from the browser: the remembered theme, the clipboard, and coming back after a lost connection.

/** Remembers 'light' or 'dark'; null follows the system. The server reads the cookie, so the next page comes in the right colours. */
export function rememberTheme(value) {
  const root = document.documentElement;
  if (value) { root.dataset.theme = value; } else { delete root.dataset.theme; }
  document.cookie = `acsr-theme=${value ?? ''}; path=/; samesite=lax; max-age=${value ? 31536000 : 0}`;
}

/** True when the text is on the clipboard. Without a secure origin browsers offer only the old way. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = Object.assign(document.createElement('textarea'), { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

const modal = document.getElementById('components-reconnect-modal');

modal?.addEventListener('components-reconnect-state-changed', event => {
  // The server no longer knows this page: its state is gone, so a fresh page is all there is.
  if (event.detail.state === 'rejected') { location.reload(); }
});

modal?.addEventListener('click', async event => {
  const action = event.target.dataset?.reconnect;
  if (!action) { return; }
  const back = action === 'retry' ? await Blazor.reconnect().catch(() => true)
    : action === 'resume' ? await Blazor.resumeCircuit().catch(() => false)
    : false;
  if (!back) { location.reload(); }
});

// A laptop that was asleep: try at once when somebody looks again.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && modal?.classList.contains('components-reconnect-failed')) {
    modal.querySelector('[data-reconnect=retry]').click();
  }
});
