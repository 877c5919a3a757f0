import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { filePath } from '@hearth/shared/files/address';
import type { FileId } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import sharp from 'sharp';
import { Person } from '../support/person.ts';
import { ServerProcess } from '../support/processes.ts';
import { openS3 } from '../support/s3.ts';
import { ended, gradient, noise, sendPiece } from '../support/uploads.ts';

const MB = 1024 * 1024;
/** Of every line, in bytes a second: a telephone at the edge of a village. */
const SLOW = 400 * 1024;
const LONG_MS = 600_000;

let photos: readonly Buffer[];

/** 48 megapixels each, as phones take them: some grain over large areas, four sides up. */
async function photo(orientation: number): Promise<Buffer> {
  const grain = await noise(1008, 756);
  const picture = gradient(8064, 6048).composite([{ input: grain, tile: true, blend: 'soft-light' }]);
  return picture.jpeg({ quality: 88 }).withMetadata({ orientation }).toBuffer();
}

beforeAll(async () => {
  const made: Buffer[] = [];
  for (const orientation of [1, 3, 6, 8]) made.push(await photo(orientation));
  photos = made;
}, LONG_MS);

/** A piece as a slow line brings it; `cutAt` bytes into the file the line is gone. */
function slowly(bytes: Buffer, offset: number, cutAt = Infinity): ReadableStream<Uint8Array> {
  const step = 32 * 1024;
  let at = offset;
  const end = Math.min(offset + fileLimits.piece, bytes.length);
  return new ReadableStream({
    async pull(to) {
      await passed((step / SLOW) * 1000);
      if (at >= cutAt) return to.error(new Error('the line is gone'));
      to.enqueue(bytes.subarray(at, Math.min(at + step, end)));
      at += step;
      if (at >= end) to.close();
    },
  });
}

/** As the pages do it: piece after piece, and after a fault on from where the server says it stands. */
async function sendSlowly(person: Person, bytes: Buffer, cutAt?: number): Promise<{ id: FileId; faults: number }> {
  const { id } = await person.do('file.begin', { use: 'picture', name: 'photo.jpg', size: bytes.length });
  let faults = 0;
  for (let offset = 0; offset < bytes.length;) {
    const line = slowly(bytes, offset, faults === 0 ? cutAt : undefined);
    const answer = await sendPiece(person, id, offset, line).catch(() => null);
    if (answer?.body.ok === false && answer.status === 422) break;
    if (!answer?.body.ok) faults += 1;
    offset = answer?.body.ok ? answer.body.value.received : (await person.see('file.get', { fileId: id })).received;
  }
  return { id, faults };
}

/** The most that a process, and those it has started, held in memory so far, in MB. */
class Memory {
  server = 0;
  together = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#timer = setInterval(() => this.#look(pid), 25);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(pid: number): void {
    const own = residentOf(pid);
    const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
    this.server = Math.max(this.server, own);
    this.together = Math.max(
      this.together,
      children.reduce((sum, child) => sum + residentOf(Number(child)), own),
    );
  }
}

function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function fivePeople(url: string): Promise<Person[]> {
  const known = (await new Person(url, null, null).see('demo.people', {})).slice(0, 5);
  return Promise.all(
    known.map(async ({ id }) => {
      const person = new Person(url, id, null);
      await person.do('account.demo-sign-in', { personId: id });
      return person;
    }),
  );
}

test.each(['a folder', 'S3'])(
  'attack 58: twenty-five pictures of 48 megapixels at once, by five people on slow lines, and four that end otherwise: %s',
  async (kind) => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-pictures-'));
    const s3 = kind === 'S3' ? await openS3() : null;
    const server = await ServerProcess.start({ HEARTH_DATA: folder, HEARTH_DEMO: 'on', ...s3?.env });
    const memory = new Memory(server.pid ?? 0);
    try {
      const people = await fivePeople(server.url);
      const sender = (n: number) => people[n % 5] ?? new Person(server.url, null, null);
      const sent = Array.from({ length: 25 }, async (_one, n) => {
        const bytes = photos[n % 4] ?? Buffer.alloc(0);
        const { id, faults } = await sendSlowly(sender(n), bytes, n === 0 ? bytes.length / 2 : undefined);
        return { n, faults, file: await ended(sender(n), id, LONG_MS) };
      });
      const odd = [
        (photos[0] ?? Buffer.alloc(0)).subarray(0, MB),
        Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(2 * MB)]),
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      ].map(async (bytes, n) => ended(sender(n), (await sendSlowly(sender(n), bytes)).id, LONG_MS));

      const all = await Promise.all(sent);
      expect(all.map(({ file }) => file.state)).toEqual(all.map(() => 'ready'));
      expect(all[0]?.faults).toBeGreaterThan(0);
      for (const { n, file } of all) {
        const isTurned = n % 4 >= 2;
        expect([n, file.width, file.height]).toEqual([n, 1920, isTurned ? 2560 : 1440]);
        const answer = await fetch(server.url + filePath(file.id, 480), { headers: sender(n).headers() });
        const shown = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
        expect([n, shown.format, shown.height, shown.exif]).toEqual([n, 'webp', isTurned ? 640 : 360, undefined]);
      }
      const reasons = (await Promise.all(odd)).map(({ state, reason }) => [state, reason]);
      expect(reasons).toEqual(['picture-broken', 'picture-heic', 'picture-kind'].map((reason) => ['refused', reason]));
      expect(memory.server).toBeLessThan(400);
      // The process that reads pictures comes and goes, one at a time.
      expect(memory.together).toBeLessThan(600);
    } finally {
      memory.stop();
      await server.stop();
      await s3?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  LONG_MS,
);
