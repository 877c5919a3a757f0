import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { downloadPath, playPath } from '@hearth/shared/files/address';
import type { FileId } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import { mp4 } from '../support/films.ts';
import { entryWords } from '../support/library.ts';
import type { Person } from '../support/person.ts';
import { pdfOf } from '../support/pdfs.ts';
import { ended, sendPiece } from '../support/uploads.ts';
import { until } from '../support/watching.ts';
import { join, settingsOf } from './bench-app.ts';
import type { Flags } from './flags.ts';
import { median, round } from './measure.ts';
import { Pinned } from './pinned.ts';

const MB = 1024 * 1024;
/** What a player asks for at a time. */
const RANGE = 16 * MB;
const READERS = 50;

interface FilesBench {
  readonly mb: number;
  /** Megabytes a second of the film, in ranges; the median of the ratios of ranges that were asked for one after the other. */
  readonly ratio: number;
  readonly ours: number;
  readonly bare: number;
  /** What the server holds before the film was read once and after, in megabytes. */
  readonly heldMb: readonly [before: number, after: number];
  /** Bytes that the server read for readers who open one PDF at once, in ranges of them. */
  readonly rangeReads: number;
  readonly lost: number;
}

/** `--mb=1024`: a film in ranges against Node's own stream of a file, by turns; and fifty people who open one PDF at once. */
export async function benchFiles(flags: Flags): Promise<FilesBench> {
  const size = Number(flags.get('mb') ?? 1024) * MB;
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  const file = pathOf(folder, 'film.mp4');
  const servers: Pinned[] = [];
  try {
    const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
    servers.push(server);
    const ana = await join(server.url);
    const filmId = await sent(ana, 'video', 'film.mp4', filmOf(size));
    const plan = pdfOf(['Plan'], { long: 20 * MB });
    const planId = await sent(ana, 'attachment', 'plan.pdf', pieces(plan));
    const parts = [filmId, planId].map((fileId) => ({ kind: 'file', fileId, name: 'a', language: 'en' }) as const);
    await ana.do('library.draft', entryWords({ parts }));
    const out = await open(file, 'w');
    for (const piece of filmOf(size)) await out.write(piece);
    await out.close();
    const bare = await Pinned.start('tests/bench/bare-files.ts', { BENCH_FILE: file });
    servers.push(bare);
    const film = await read({ server, bare, person: ana, filmId, size });
    const reads = await together(server, ana, planId);
    return { mb: size / MB, ...film, ...reads, lost: film.lost + reads.lost };
  } finally {
    for (const one of servers) await one.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A list, and behind it nothing but zeros up to this size. */
function* filmOf(size: number): Generator<Buffer> {
  const start = mp4({ long: fileLimits.piece });
  const head = start.subarray(0, start.length - fileLimits.piece);
  head.writeUInt32BE(size - head.length + 8, head.length - 8);
  yield Buffer.concat([head, Buffer.alloc(fileLimits.piece - head.length)]);
  const zeros = Buffer.alloc(fileLimits.piece);
  for (let at = fileLimits.piece; at < size; at += zeros.length)
    yield zeros.subarray(0, Math.min(zeros.length, size - at));
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += fileLimits.piece) yield bytes.subarray(at, at + fileLimits.piece);
}

async function sent(person: Person, use: 'video' | 'attachment', name: string, all: Iterable<Buffer>): Promise<FileId> {
  const list = [...all];
  const size = list.reduce((sum, { length }) => sum + length, 0);
  const { id } = await person.do('file.begin', { use, name, size });
  let at = 0;
  for (const piece of list) {
    const { body } = await sendPiece(person, id, at, piece);
    if (!body.ok) throw new Error(body.error.message);
    at += piece.length;
  }
  await ended(person, id);
  // What looks into it reads it as well.
  await until(async () => !(await person.see('file.get', { fileId: id })).isLooking, 'it was looked into');
  return id;
}

interface Reading {
  readonly server: Pinned;
  readonly bare: Pinned;
  readonly person: Person;
  readonly filmId: FileId;
  readonly size: number;
}

async function read({ server, bare, person, filmId, size }: Reading) {
  const headers = person.headers();
  const [ratios, ours, bares]: number[][] = [[], [], []];
  let lost = 0;
  const take = async (url: string, first: number) => {
    const length = Math.min(RANGE, size - first);
    const began = performance.now();
    const answer = await fetch(url, { headers: { ...headers, range: `bytes=${first}-${first + length - 1}` } });
    let got = 0;
    for await (const chunk of answer.body ?? []) got += chunk.length;
    if (got !== length) lost++;
    return length / MB / ((performance.now() - began) / 1_000);
  };
  const held = async () => round((await server.spent()).bytes / MB);
  for (const url of [server.url + playPath(filmId), bare.url]) await take(url, 0);
  const before = await held();
  for (let at = 0; at < size; at += RANGE) {
    const [mine, floor] = [await take(server.url + playPath(filmId), at), await take(bare.url, at)];
    ratios?.push(mine / floor);
    ours?.push(mine);
    bares?.push(floor);
  }
  const medians = [ratios, ours, bares].map((all) => round(median(all ?? [])));
  const [ratio = NaN, mine = NaN, floor = NaN] = medians;
  return { ratio, ours: mine, bare: floor, heldMb: [before, await held()] as const, lost };
}

/** Each asks for the first range of it, as the page does that shows one. */
async function together(server: Pinned, person: Person, planId: FileId) {
  const headers = { ...person.headers(), range: `bytes=0-${fileLimits.piece - 1}` };
  const before = await server.readBytes();
  const all = await Promise.all(
    Array.from({ length: READERS }, async () => {
      const answer = await fetch(server.url + downloadPath(planId), { headers });
      return (await answer.arrayBuffer()).byteLength;
    }),
  );
  const rangeReads = round(((await server.readBytes()) - before) / fileLimits.piece);
  return { rangeReads, lost: all.filter((length) => length !== fileLimits.piece).length };
}
