import { cleaned } from '../kernel/signs.ts';
import { withoutKind, type FileKind } from './kinds.ts';
import { fileLimits } from './limits.ts';

/** What a name may not hold on some machine that it is saved on. */
const FORBIDDEN = /[<>:"|?*\p{C}]/gu;
/** Devices of Windows, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name that a file can be saved under anywhere, and that says what it is: its last ending is that of its kind, whatever
 * was given, and nothing in it leads to another folder or turns the letters round.
 */
export function fileNameFor(given: string, kind: FileKind): string {
  const last = cleaned(given).split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(FORBIDDEN, ' ').replace(/\s+/gu, ' ');
  const stem = withoutKind(plain.trim()).replace(/^[. ]+|[. ]+$/gu, '');
  const safe = stem.replace(DEVICE, '_$1') || 'file';
  const most = fileLimits.name - kind.length - 1;
  return `${cut(safe, most)}.${kind}`;
}

/** Whole characters alone. */
function cut(text: string, most: number): string {
  const short = text.slice(0, most);
  return (/[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short).trimEnd();
}
