/** Looked at for what a page says of its letters. */
const BEGINNING = 1_024;
const MARKS = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
] as const;

/** A page as text: by its first bytes, its header, or itself, in this order. Whatever is none of its letters becomes a sign that says so. */
export function decoded(body: Buffer, fromHeader: string | null): string {
  const marked = MARKS.find(([bytes]) => bytes.every((byte, place) => body[place] === byte))?.[1];
  return decoderFor(marked ?? fromHeader ?? saidIn(body) ?? 'utf-8').decode(body);
}

function saidIn(body: Buffer): string | null {
  const said = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(body.toString('latin1', 0, BEGINNING))?.[1];
  // What could be read as this is of single bytes.
  return said && /^utf-?16/i.test(said) ? 'utf-8' : (said ?? null);
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
