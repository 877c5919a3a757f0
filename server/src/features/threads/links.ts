import { previewLimits } from '@hearth/shared/previews/limits';

const ALONE = /^ {0,3}<?(https?:\/\/[^\s<>]+)>?\s*$/i;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The addresses that stand alone on their line, each once, in order: those that somebody wants to show, and not those that
 * they mention. None within code, none with a name or password in it.
 */
export function linksAlone(text: string): string[] {
  const found = new Set<string>();
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const [, mark] = FENCE.exec(line) ?? [];
    if (fence === null && mark) fence = mark;
    else if (fence !== null && mark?.startsWith(fence)) fence = null;
    else if (fence === null) {
      const address = addressIn(line);
      if (address) found.add(address);
    }
    if (found.size === previewLimits.cards) break;
  }
  return [...found];
}

function addressIn(line: string): string | null {
  const url = URL.parse(ALONE.exec(line)?.[1] ?? '');
  if (!url || url.username || url.password) return null;
  return url.href.length <= previewLimits.url ? url.href : null;
}
