/** Longer ones make proxies refuse the response headers. */
const LONGEST = 1_500;

/**
 * Where to go next: always a path on this site, whatever the address says, encoded for use in a header.
 */
export function safePath(wanted: string | null): string {
  if (!wanted || !isOwn(wanted) || /[\u0000-\u001f\u007f\\]/.test(wanted)) return '/';
  const url = URL.parse(wanted, 'http://own.invalid');
  const path = url?.host === 'own.invalid' ? url.pathname + url.search + url.hash : '/';
  // Resolving dots may bring a double slash to the front: `/.//evil.example`.
  return isOwn(path) && path.length <= LONGEST ? path : '/';
}

function isOwn(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}
