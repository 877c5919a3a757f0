import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { passed, post, randomOf, somethingNew } from './load.ts';
import type { Proven, Say } from './proven.ts';
import { Stage } from './stage.ts';

interface Cuts {
  readonly cuts: number;
  readonly seed: number;
  readonly say?: Say;
}

export interface PowerProven extends Proven {
  /** Bytes of the log that were written and not flushed when power failed, in all cuts together. */
  readonly unsafeBytes: number;
}

/**
 * F17, F18: power fails under posts. What the disk holds is what was flushed, and of what was written after it nothing, a
 * part, noise or a turned bit. Whoever was told that something is safe before it was flushed has lost it now.
 */
export async function powerFails({ cuts, seed, say = () => {} }: Cuts): Promise<PowerProven> {
  const random = randomOf(seed);
  const preload = new URL('disk.ts', import.meta.url).href;
  const stage = await Stage.open({ store: 'inside', env: { NODE_OPTIONS: `--import=${preload}` } });
  let unsafeBytes = 0;
  try {
    const people = await Promise.all(['ana', 'ben', 'cem', 'dia'].map((who) => stage.driver(who)));
    const load = post(stage.threadId, people, 10);
    for (let n = 0; n < cuts; n++) {
      await somethingNew(stage.history);
      await passed(random() * 500);
      const damage = DAMAGES[n % DAMAGES.length] ?? 'nothing';
      stage.fault(`the disk flushes nothing any more; power fails, and leaves ${damage} of what was not flushed`);
      await writeFile(join(stage.folder, 'disk', 'stop'), '');
      await passed(STOPPED_MS);
      await stage.server.stop('SIGKILL');
      unsafeBytes += await failPower(stage.folder, damage, random);
      await stage.server.start();
      say(`cut ${n + 1} of ${cuts}: ${stage.history.count('ok')} acknowledged, ${unsafeBytes} bytes were not flushed`);
    }
    const sent = load.stop();
    const verdict = await stage.verdict();
    return { name: `power fails ${cuts} times`, seed, sent, verdict, history: stage.history, unsafeBytes };
  } finally {
    await stage.close();
  }
}

/** From the last flush to the end: time for whoever does not wait for it to say what is not true. */
const STOPPED_MS = 500;
const DAMAGES = ['a part', 'nothing', 'noise', 'a turned bit'] as const;
type Damage = (typeof DAMAGES)[number];

/** Leaves in the store's folder what a disk would. Tells how many bytes of the log were not safe. */
async function failPower(data: string, damage: Damage, random: () => number): Promise<number> {
  const store = join(data, 'store');
  const written = await contentsOf(store);
  const flushed = await contentsOf(await realpath(join(data, 'disk', 'now')));
  for (const name of written.keys()) await rm(join(store, name));
  for (const [name, bytes] of flushed) await writeFile(join(store, name), bytes);
  await rm(join(data, 'disk'), { recursive: true });
  const [log, safe] = [...flushed].find(([name]) => name.endsWith('-wal')) ?? ['', Buffer.alloc(0)];
  const tail = unsafePart(safe, written.get(log) ?? safe);
  // Where the log was begun anew meanwhile, what it held is in another file, and flushed by SQLite itself.
  const isSameLog = [...flushed].every(([name, bytes]) => name === log || written.get(name)?.equals(bytes));
  if (isSameLog && tail.bytes.length > 0) await writeFile(join(store, log), torn(safe, tail, damage, random));
  return tail.bytes.length;
}

interface Tail {
  readonly at: number;
  readonly bytes: Buffer;
}

/** From the first byte that was written after the flush to the last. */
function unsafePart(safe: Buffer, written: Buffer): Tail {
  const differs = (at: number) => written[at] !== safe[at];
  let [at, end] = [0, written.length];
  while (at < end && !differs(at)) at++;
  while (end > at && !differs(end - 1)) end--;
  return { at, bytes: written.subarray(at, end) };
}

function torn(safe: Buffer, { at, bytes }: Tail, damage: Damage, random: () => number): Buffer {
  const left = Buffer.from(bytes);
  const from = Math.floor(random() * bytes.length);
  if (damage === 'a turned bit') left.writeUInt8(left.readUInt8(from) ^ 1, from);
  if (damage === 'noise') for (let n = from; n < left.length; n++) left.writeUInt8(Math.floor(random() * 256), n);
  const part = damage === 'nothing' ? left.subarray(0, 0) : damage === 'a part' ? left.subarray(0, from) : left;
  return Buffer.concat([safe.subarray(0, at), part, safe.subarray(at + part.length)]);
}

async function contentsOf(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('store.sqlite'));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}
