import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { openStore } from '@hearth/server/platform/mongo';
import type { EntryId } from '@hearth/shared/library/entity';
import { gradeBand, intendedReader, practiceArea } from '@hearth/shared/library/facets';
import mongoose from 'mongoose';
import { entryWords, turnEntry } from '../support/library.ts';
import { Person } from '../support/person.ts';
import { join, settingsOf } from './bench-app.ts';
import { byTurns } from './by-turns.ts';
import type { Flags } from './flags.ts';
import { median, round } from './measure.ts';
import { idAt } from './network.ts';
import { Pinned } from './pinned.ts';

const TIMES = 60;
const BATCH = 5_000;
/** Of the network's list, as entries have them here. */
const TOPICS = 40;

type Costs = Readonly<Record<string, number>>;
type Work = Readonly<Record<string, () => Promise<unknown>>>;

interface LibraryBench {
  readonly small: number;
  readonly large: number;
  /** Milliseconds of one at a time, large against small. */
  readonly ratio: Costs;
  readonly smallMs: Costs;
  readonly largeMs: Costs;
  /** Of the first question after a start, for which what is published is read. */
  readonly firstMs: readonly number[];
  readonly lost: number;
}

interface Library {
  readonly folder: string;
  readonly cookie: string | null;
  readonly entryId: EntryId;
}

/** `--entries=100000`: finding, opening and proposing in a library of so many entries against one of a hundredth, by turns. */
export async function benchLibrary(flags: Flags): Promise<LibraryBench> {
  const large = Number(flags.get('entries') ?? 100_000);
  const small = Math.max(1, Math.round(large / 100));
  const libraries: Library[] = [];
  const servers: Pinned[] = [];
  try {
    for (const entries of [small, large]) libraries.push(await makeLibrary(entries));
    const works: Work[] = [];
    const firstMs: number[] = [];
    for (const { folder, cookie, entryId } of libraries) {
      const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
      servers.push(server);
      const ana = new Person(server.url, null, cookie);
      const started = performance.now();
      await ana.see('library.list', {});
      firstMs.push(round(performance.now() - started));
      works.push(workOf(ana, entryId));
    }
    const [smallMs, largeMs] = await costsOf(works);
    const ratio = Object.fromEntries(
      Object.entries(smallMs).map(([name, ms]) => [name, round((largeMs[name] ?? NaN) / ms)]),
    );
    return { small, large, ratio, smallMs, largeMs, firstMs, lost: 0 };
  } finally {
    for (const server of servers) await server.stop();
    for (const { folder } of libraries) await rm(folder, { recursive: true, force: true });
  }
}

async function costsOf(works: readonly Work[]): Promise<[Costs, Costs]> {
  const costs: [Record<string, number>, Record<string, number>] = [{}, {}];
  for (const name of Object.keys(works[0] ?? {})) {
    const taken = await byTurns(
      works.flatMap((work) => work[name] ?? []),
      TIMES,
    );
    for (const [place, each] of taken.entries()) Object.assign(costs[place] ?? {}, { [name]: round(median(each)) });
    process.stderr.write(`${name}: ${taken.map((each) => round(median(each))).join(', ')} ms\n`);
  }
  return costs;
}

async function makeLibrary(entries: number): Promise<Library> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  const settings = settingsOf(folder);
  const server = await Pinned.start('server/src/main.ts', settings);
  const ana = await join(server.url);
  const { id: entryId } = await ana.do('library.draft', entryWords());
  await server.stop();
  const store = await openStore({ mongoUri: null, dataFolder: folder });
  try {
    await fill(entryId, entries);
  } finally {
    await store.close();
  }
  return { folder, cookie: ana.cookie, entryId };
}

/** Publishes a draft and so many copies of it, with facets by turns; a tenth is for members, and another one for a group. */
async function fill(entryId: EntryId, entries: number): Promise<void> {
  const collection = mongoose.connection.collection<{ _id: string }>('entries');
  const draft = await collection.findOne({ _id: entryId });
  if (!draft) throw new Error('nothing to copy');
  const copies = Array.from({ length: entries }, (_, n) => ({ ...draft, ...variant(n), _id: idAt(n) }));
  for (let from = 0; from < copies.length; from += BATCH) {
    await collection.insertMany(copies.slice(from, from + BATCH));
    process.stderr.write(`entries: ${Math.min(from + BATCH, entries)} of ${entries}\n`);
  }
  await collection.updateOne({ _id: entryId }, { $set: variant(0) });
  await count(entries);
}

/** What was said of every second of them. */
async function count(entries: number): Promise<void> {
  const collection = mongoose.connection.collection<{ _id: string }>('entrycounts');
  const keptAt = new Date(Date.now() - YEAR_MS);
  const counts = Array.from({ length: Math.ceil(entries / 2) }, (_, n) => ({
    ...{ _id: idAt(2 * n), thanks: n % 40, seq: 1, mark: 'bench', keptAt },
    tried: { worked: n % 7, partly: n % 3, no: 0, states: 1 },
  }));
  for (let from = 0; from < counts.length; from += BATCH) await collection.insertMany(counts.slice(from, from + BATCH));
}

const YEAR_MS = 365 * 86_400_000;

function variant(n: number) {
  const of = <T>(all: readonly T[], by: number): T[] => all.filter((_, at) => (n + at * by) % all.length === 0);
  const at = new Date(Date.now() - YEAR_MS - n * 1_000);
  const audience = (['members', 'groups'] as const)[n % 10] ?? 'everyone';
  return {
    ...{ state: 'published', at, publishedAt: at, keptAt: at, audience },
    kind: ['document', 'template', 'slides', 'link', 'video', 'recording', 'toolkit'][n % 7],
    circles: [audience === 'groups' ? 'a'.repeat(16) : audience],
    by: { personId: idAt(n % 1_000), name: 'Ben', work: 'teacher', school: 'Lincoln', state: 'OH' },
    facets: {
      topics: [`topic-${n % TOPICS}`, `topic-${(n * 7 + 3) % TOPICS}`],
      ...{ areas: of(practiceArea.options, 3), grades: of(gradeBand.options, 2) },
      ...{ readers: of(intendedReader.options, 2), place: ['', 'OH', 'MI', 'CA'][n % 4], year: 1990 + (n % 36) },
    },
  };
}

function workOf(ana: Person, entryId: EntryId): Work {
  const page = (path: string) => async () => {
    const response = await fetch(ana.url + path, { headers: { cookie: ana.cookie ?? '' } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await response.text();
  };
  return {
    list: () => ana.see('library.list', {}),
    triedList: () => ana.see('library.list', { by: 'tried' }),
    thankedList: () => ana.see('library.list', { by: 'thanked' }),
    facetPage: page('/library'),
    narrowedPage: page('/library?kind=template&kind=slides&area=families&language=en&topic=topic-3'),
    cardsPage: page('/library?view=cards&grade=high'),
    entryPage: page(`/library/${entryId}/family-survey`),
    related: () => ana.see('library.related', { entryId }),
    propose: async () => {
      const draft = await ana.do('library.draft', entryWords());
      const sent = await turnEntry(ana, draft, 'submit');
      await turnEntry(ana, await turnEntry(ana, sent, 'withdraw'), 'discard');
    },
  };
}
