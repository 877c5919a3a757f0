/** Above this, proxies refuse the answer's headers. */
const LONGEST = 1_500;

/**
 * Where to go next: a path of this site, never another site, whatever the address said; written as a header may carry it.
 */
export function safePath(wanted: string | null): string {
  if (!wanted || !isOwn(wanted) || /[\u0000-\u001f\u007f\\]/.test(wanted)) return '/';
  const url = URL.parse(wanted, 'http://own.invalid');
  const path = url?.host === 'own.invalid' ? url.pathname + url.search + url.hash : '/';
  // Its dots are gone, and what stood behind them may come first now: `/.//evil.example`.
  return isOwn(path) && path.length <= LONGEST ? path : '/';
}

function isOwn(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}
