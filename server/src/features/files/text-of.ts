/** In Unicode, or as older programs on Windows write. */
export function textOf(bytes: Buffer): string {
  try {
    // A letter that is cut off at the end is none of them.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
