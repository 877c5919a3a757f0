/** Plays videos where they are pressed. Before this runs they are links, and until one is pressed nothing is asked of the other site. Returns how to stop. */
export function watchVideos(): () => void {
  const stop = new AbortController();
  // Before the router, which would go there.
  document.addEventListener('click', play, { capture: true, signal: stop.signal });
  return () => stop.abort();
}

function play(event: MouseEvent): void {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('.cards a.video') : null;
  if (!link || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
  event.preventDefault();
  void import('./play-video.ts').then(
    ({ playVideo }) => playVideo(link),
    () => location.assign(link.href),
  );
}
