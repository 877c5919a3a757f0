import { kindOfName, type FileKind } from '@hearth/shared/files/kinds';
import type { Fault } from './sniff.ts';

/** What the first bytes can say: of a zip no more than that it is one. */
export type Start = FileKind | 'zip' | { readonly fault: Fault };

/** Office before 2007, and whatever of it has a password since. */
const OLD_OFFICE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** By its first bytes, whatever it is called; the name decides only between kinds of text, which look the same. */
export function startOf(start: Uint8Array, name: string): Start {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  const signs = bytes.toString('latin1', 0, 16);
  if (/^%PDF-[12]\.\d/.test(signs)) return 'pdf';
  if (signs.startsWith('PK\x03\x04')) return 'zip';
  if (signs.startsWith(OLD_OFFICE)) return { fault: 'file-old-office' };
  if (signs.startsWith('OggS\0')) return 'ogg';
  if (signs.slice(4, 8) === 'ftyp' && /^M4[AB] $/.test(signs.slice(8, 12))) return 'm4a';
  if (isMp3(bytes)) return 'mp3';
  const named = kindOfName(name);
  return (named === 'txt' || named === 'csv') && isText(bytes) ? named : { fault: named ? 'file-other' : 'file-kind' };
}

/** Signs that stand in no text: programs, pictures and archives have them within their first bytes. */
const NO_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

/** In the letters of any encoding that has one byte for those of ASCII; Excel writes CSV in such. */
export function isText(bytes: Buffer): boolean {
  return !NO_TEXT.test(bytes.toString('latin1'));
}

/** Beginning with its tags, or two frames in a row: one alone are two bytes that stand anywhere. */
function isMp3(bytes: Buffer): boolean {
  if (bytes.toString('latin1', 0, 3) === 'ID3' && (bytes[3] ?? 9) <= 4) return true;
  const length = frameLength(bytes, 0);
  return length !== null && frameLength(bytes, length) !== null;
}

const KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_LOW = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44_100, 48_000, 32_000];

/** Of layer III (ISO 11172-3 and 13818-3); null where none begins. */
function frameLength(bytes: Buffer, at: number): number | null {
  if (at + 4 > bytes.length) return null;
  const head = bytes.readUInt32BE(at);
  const [version, layer, padding] = [(head >>> 19) & 3, (head >>> 17) & 3, (head >>> 9) & 1];
  const isFull = version === 3;
  const kbits = (isFull ? KBITS : KBITS_LOW)[(head >>> 12) & 15];
  const hertz = HERTZ[(head >>> 10) & 3];
  if (head >>> 21 !== 0x7ff || version === 1 || layer !== 1 || !kbits || !hertz) return null;
  const rate = isFull ? hertz : version === 2 ? hertz / 2 : hertz / 4;
  return Math.floor(((isFull ? 144_000 : 72_000) * kbits) / rate) + padding;
}
