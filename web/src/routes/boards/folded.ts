/** Which sections somebody has folded on this device: a cookie, so that the page is rendered so. It holds nothing else. */
const NAME = 'folded';
const SECONDS = 400 * 24 * 3600;
/** More than there will ever be. */
const MOST = 50;

export function foldedIn(value: string | undefined): string[] {
  return (value ?? '').split('.').filter((id) => /^[0-9a-f]{16}$/.test(id));
}

export function withFolded(folded: readonly string[], id: string, isFolded: boolean): string[] {
  const others = folded.filter((one) => one !== id);
  return isFolded ? [...others, id].slice(-MOST) : others;
}

export function keepFolded(folded: readonly string[]): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${NAME}=${folded.join('.')}; path=/boards; max-age=${SECONDS}; samesite=lax${secure}`;
}
