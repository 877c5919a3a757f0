/** ISO 14496-12: its length, its name, and what is in it. */
function box(type: string, ...within: readonly Buffer[]): Buffer {
  const body = Buffer.concat(within);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

interface Film {
  /** What its pictures are packed with, in four signs. */
  readonly codec?: string;
  readonly brand?: string;
  /** Whether its list stands behind what it is a list of. */
  readonly isLate?: boolean;
  /** Bytes of what is seen. */
  readonly long?: number;
}

/** The boxes of a film, with nothing in it that could be seen. */
export function mp4({ codec = 'avc1', brand = 'isom', isLate = false, long = 1_000 }: Film = {}): Buffer {
  const handler = box('hdlr', Buffer.from('\0\0\0\0\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1'));
  const list = box('stsd', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box(codec, Buffer.alloc(78)));
  const moov = box('moov', box('trak', box('mdia', handler, box('minf', box('stbl', list)))));
  const mdat = box('mdat', Buffer.alloc(long));
  const start = box('ftyp', Buffer.from(`${brand}\0\0\x02\0isomiso2avc1mp41`, 'latin1'));
  return Buffer.concat(isLate ? [start, mdat, moov] : [start, moov, mdat]);
}

export const CAPTIONS = `WEBVTT

00:00:00.000 --> 00:00:00.400
<v Ana>Good <b>morning</b>

00:00:00.400 --> 00:00:02.000
Buenos días & adiós
`;
