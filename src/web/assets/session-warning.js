// Warns two minutes before a session ends, on the page itself, so that what was entered is kept. Without this script the time and
// the link that stays signed in stand at the foot of every page.
const WARN_SECONDS = 120;
const dialog = document.getElementById('timeout');

if (dialog instanceof HTMLDialogElement) {
  let endsAt = Date.now() + Number(dialog.dataset.seconds) * 1000;
  const left = document.getElementById('timeout-left');
  const ask = async () => {
    const answer = await fetch('/session/left', { headers: { accept: 'application/json' } });
    endsAt = Date.now() + (await answer.json()).seconds * 1000;
  };
  const inWords = (seconds) => {
    if (seconds > 90) return 'in 2 minutes';
    if (seconds > 45) return 'in 1 minute';
    return 'in less than 1 minute';
  };
  const tick = async () => {
    const seconds = (endsAt - Date.now()) / 1000;
    if (seconds > WARN_SECONDS) {
      if (dialog.open) dialog.close();
    } else if (!dialog.open && seconds > 0) {
      // Another window may have been used meanwhile.
      await ask().catch(() => {});
      if ((endsAt - Date.now()) / 1000 <= WARN_SECONDS && !dialog.open) dialog.showModal();
    } else if (seconds <= 0) {
      await ask().catch(() => {});
      // What is on the screen is about children: it is not left there.
      if (endsAt - Date.now() <= 1000) return location.assign('/signed-out?why=time');
    }
    const text = inWords((endsAt - Date.now()) / 1000);
    if (left && left.textContent !== text) left.textContent = text;
    setTimeout(tick, 1000);
  };
  const stay = async (event) => {
    event?.preventDefault();
    const answer = await fetch('/session', { redirect: 'manual' }).catch(() => null);
    if (!answer?.ok) return location.assign('/signed-out?why=time');
    await ask().catch(() => {});
    dialog.close();
  };
  document.getElementById('timeout-stay')?.addEventListener('click', stay);
  // Escape closes the warning, which someone does who is there.
  dialog.addEventListener('cancel', stay);
  tick();
}
