/** Puts the player in the place of the picture. What is left of the card leads to the site itself. */
export function playVideo(link: HTMLAnchorElement): void {
  const address = link.dataset['player'];
  if (!address) return location.assign(link.href);
  const frame = document.createElement('iframe');
  frame.className = 'player';
  frame.title = link.querySelector('b')?.textContent ?? '';
  frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
  // What its own page needs, opened from it, and no way to lead ours elsewhere.
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-presentation allow-popups');
  // The players refuse to play for pages that say nothing of themselves: they learn our host, and not which page.
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  frame.src = address;
  link.querySelector('.screen')?.remove();
  link.classList.remove('video');
  link.before(frame);
  frame.focus();
}
