/** Before a picture that did not come is asked for once more: one in a new post may be there a moment after its words. */
const AGAIN_MS = 1_000;

/** Opens pictures large where they are pressed, over the page. Before this runs they are links. Returns how to stop. */
export function watchPictures(): () => void {
  const stop = new AbortController();
  // Before the router, which would go there.
  const options = { capture: true, signal: stop.signal };
  document.addEventListener('click', open, options);
  document.addEventListener('error', again, options);
  return () => stop.abort();
}

function open(event: MouseEvent): void {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('.pictures a') : null;
  // In a tab of its own, or saved: as with every link.
  if (!link || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
  event.preventDefault();
  void import('./open-pictures.ts').then(
    ({ openPictures }) => openPictures(link),
    () => location.assign(link.href),
  );
}

function again({ target }: Event): void {
  if (!(target instanceof HTMLImageElement) || !target.closest('.pictures') || target.dataset['again']) return;
  target.dataset['again'] = 'yes';
  setTimeout(() => (target.srcset = target.getAttribute('srcset') ?? ''), AGAIN_MS);
}
