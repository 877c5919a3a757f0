import type { FileHint } from '@hearth/shared/files/hints';
import type { ReadAt } from './pieces.ts';
import type { Fault } from './sniff.ts';

interface Film {
  readonly kind: 'mp4' | 'webm';
  readonly hints: readonly FileHint[];
}

/** Brands of the same boxes that hold something else: QuickTime, sound alone, pictures. */
const OTHERS = /^(qt {2}|M4A |M4B |heic|heix|mif1|msf1|avif)$/;

/** By its first bytes, whatever it is called; null where it is none that is taken. */
export function videoKindOf(start: Buffer): Film['kind'] | null {
  const signs = start.toString('latin1', 0, 12);
  if (signs.slice(4, 8) === 'ftyp') return OTHERS.test(signs.slice(8, 12)) ? null : 'mp4';
  const isEbml = start.length > 4 && start.readUInt32BE(0) === 0x1a45dfa3;
  return isEbml && start.toString('latin1', 0, 64).includes('\x42\x82\x84webm') ? 'webm' : null;
}

/** Reads of a film what says whether browsers can play it, and no more. */
export async function readVideo(read: ReadAt, size: number): Promise<Film | { readonly fault: Fault }> {
  const kind = videoKindOf(await read(0, 64));
  if (!kind) return { fault: 'video-kind' };
  if (kind === 'webm') return { kind, hints: [] };
  try {
    return { kind, hints: await hintsIn(read, size) };
  } catch (error) {
    if (error instanceof BrokenFilm) return { fault: 'video-broken' };
    throw error;
  }
}

class BrokenFilm extends Error {}

interface Box {
  readonly type: string;
  /** Where what is in it begins, and where it ends. */
  readonly first: number;
  readonly end: number;
}

/** Of the film itself, and of its list together, however deep they stand. */
const BOXES_MOST = 4_000;
/** The list of all frames, of hours. */
const MOOV_MOST = 32 * 1024 * 1024;
/** What every browser plays: H.264, and AV1 and VP9 in MP4. */
const PLAYED = ['avc1', 'avc3', 'av01', 'vp09'];
const HEAD = 16;

async function hintsIn(read: ReadAt, size: number): Promise<FileHint[]> {
  const boxes: Box[] = [];
  const has = (...types: readonly string[]) => boxes.some(({ type }) => types.includes(type));
  for (let at = 0; at < size && !(has('moov') && has('mdat', 'moof')); at = boxes.at(-1)?.end ?? size) {
    if (boxes.length === BOXES_MOST) throw new BrokenFilm('too many boxes');
    boxes.push(boxIn(await read(at, HEAD), { at, end: size, from: at }));
  }
  const [moov, mdat] = ['moov', 'mdat'].map((type) => boxes.findIndex((box) => box.type === type));
  const list = boxes[moov ?? -1];
  if (!list || !has('mdat', 'moof') || list.end - list.first > MOOV_MOST) throw new BrokenFilm('no list');
  const codecs = codecsIn(await read(list.first, list.end - list.first));
  if (codecs.length === 0) throw new BrokenFilm('nothing to see');
  return [
    ...(codecs.some((codec) => !PLAYED.includes(codec)) ? (['video-codec'] as const) : []),
    ...(has('mdat') && (moov ?? 0) > (mdat ?? 0) ? (['video-late'] as const) : []),
  ];
}

interface Within {
  readonly at: number;
  /** Where what it is in ends. */
  readonly end: number;
  /** Which place the first byte of `bytes` is. */
  readonly from?: number;
}

/** ISO 14496-12: its length in four bytes, or in eight behind its name, or to the end of what it is in. */
function boxIn(bytes: Buffer, { at, end, from = 0 }: Within): Box {
  const here = at - from;
  if (here + 8 > bytes.length) throw new BrokenFilm('cut off');
  const short = bytes.readUInt32BE(here);
  if (short === 1 && here + HEAD > bytes.length) throw new BrokenFilm('cut off');
  const length = short === 1 ? Number(bytes.readBigUInt64BE(here + 8)) : short === 0 ? end - at : short;
  const head = short === 1 ? HEAD : 8;
  if (length < head || at + length > end) throw new BrokenFilm('longer than what it is in');
  return { type: bytes.toString('latin1', here + 4, here + 8), first: at + head, end: at + length };
}

type Part = Pick<Box, 'first' | 'end'>;

/** What reads the boxes in a part of these bytes. */
function readerOf(bytes: Buffer): (part: Part) => Box[] {
  let left = BOXES_MOST;
  return ({ first, end }) => {
    const boxes: Box[] = [];
    for (let at = first; at < end; at = boxes.at(-1)?.end ?? end) {
      if (left === 0) throw new BrokenFilm('too many boxes');
      left -= 1;
      boxes.push(boxIn(bytes, { at, end }));
    }
    return boxes;
  };
}

/** Of its tracks that show something: four signs each. */
function codecsIn(moov: Buffer): string[] {
  const boxesIn = readerOf(moov);
  const all = boxesIn({ first: 0, end: moov.length });
  const within = (boxes: readonly Box[], type: string) => boxes.filter((box) => box.type === type).flatMap(boxesIn);
  return all
    .filter(({ type }) => type === 'trak')
    .flatMap((trak) => {
      const mdia = within(boxesIn(trak), 'mdia');
      const handler = mdia.find(({ type }) => type === 'hdlr');
      if (!handler || moov.toString('latin1', handler.first + 8, handler.first + 12) !== 'vide') return [];
      const list = within(within(mdia, 'minf'), 'stbl').find(({ type }) => type === 'stsd');
      // Behind its version and how many there are.
      return list ? boxesIn({ first: list.first + 8, end: list.end }).map(({ type }) => type) : [];
    });
}
