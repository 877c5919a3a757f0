import { downloadPath } from '@hearth/shared/files/address';

/** Bytes of a text that are shown. */
export const FIRST_PART = 64 * 1024;

/** The beginning of a text. Rejects where it does not come. */
export async function firstPart(id: string): Promise<string> {
  const response = await fetch(downloadPath(id), { headers: { range: `bytes=0-${FIRST_PART - 1}` } });
  if (!response.ok) throw new Error('it did not come');
  return textOf(new Uint8Array(await response.arrayBuffer()));
}

/** In Unicode, or as Excel on Windows writes it; a sign that is cut off at the end is left out. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
