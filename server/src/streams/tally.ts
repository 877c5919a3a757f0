import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Resource, Services } from '../services.ts';
import { commit, type Streams } from './commit.ts';
import type { Aggregate, StreamDefinition } from './definition.ts';
import type { TallyEntry } from './tally-model.ts';
import {
  countByValue,
  countEntries,
  putEntry,
  readEntriesIn,
  readEntriesOf,
  readEntriesOn,
  readFresh,
  readPeopleSaying,
  readStreamsOf,
  readUnannounced,
  settleEntries,
  wasCarried,
} from './tally-store.ts';

/** At most four announcements a second and stream: votes come by hundreds, and nobody reads faster. */
const EVERY_MS = 250;
/** Entries that wait longer than this were left by a process that died. */
const FORGOTTEN_MS = 2_000;
const AT_ONCE = 500;
/** So many counts are made side by side; others want the store too. */
const COUNTS = 8;
/** Entries that are carried from one subject to another at a time. */
const CARRIED = 200;

/** How often each value was said of a subject. */
export interface Counted<Value extends string> {
  readonly subject: string;
  readonly counts: Readonly<Record<Value, number>>;
  /**
   * Entries are unannounced. Such counts are announced even where they are the old ones: another process may be about to
   * announce what it counted before them, and of two announcements with one number only the first is stored, so that the
   * other counts again.
   */
  readonly isFresh: boolean;
  /** All of the unannounced was said of another subject, and carried here. */
  readonly isCarried: boolean;
}

interface TallyDefinition<A extends Aggregate, Data, Value extends string> {
  /** Stored with each entry; stays as it is. */
  readonly name: string;
  readonly stream: StreamDefinition<A, Data>;
  /** Null where they are too many to name: then those are counted that were said. */
  readonly values: readonly Value[] | null;
  /** The event data that tells these counts; null where none of them is to be told. Before the first event there is no aggregate. */
  announce(aggregate: A | null, counted: readonly Counted<Value>[], id: string): Data | null | Promise<Data | null>;
}

/** What somebody says; null takes back what they said. */
interface Said<Value extends string> extends Pick<TallyEntry, 'streamId' | 'subject' | 'personId'> {
  readonly value: Value | null;
}

/** What something is said of. */
export type Subject = Pick<TallyEntry, 'streamId' | 'subject'>;

export interface Tally<Value extends string> {
  /** Commits what somebody says of a subject. Its counts follow, together with others'. */
  put(services: Pick<Services, 'clock' | 'use'>, said: Said<Value>): Promise<void>;
  /** What was said of one subject is said of another; what `goes` refuses is said of neither. Repeatable. */
  carry(
    services: Pick<Services, 'clock' | 'use'>,
    from: Subject,
    to: Subject,
    goes?: (value: Value) => boolean,
  ): Promise<void>;
  /** Whatever was said of a subject is said of it no more. Repeatable. */
  clear(services: Pick<Services, 'clock' | 'use'>, subject: Subject): Promise<void>;
  /** Counts again what a crash left unannounced. */
  recount(services: Pick<Services, 'clock' | 'use'>): Promise<void>;
  /** What somebody said in one stream; not what they took back. */
  readIn(personId: string, streamId: string): Promise<{ readonly subject: string; readonly value: Value }[]>;
  /** The streams among these in which somebody says something. */
  readAmong(personId: string, streamIds: readonly string[]): Promise<string[]>;
  /** Who says what of one subject, `most` of them, the longest first. */
  readOn(
    streamId: string,
    subject: string,
    most: number,
  ): Promise<{ readonly personId: string; readonly value: Value }[]>;
  /** Who says this of one subject, the latest first. */
  readSaying(streamId: string, subject: string, value: Value, most: number): Promise<string[]>;
  /** Everything somebody said anywhere, taken back or not. */
  readAllOf(personId: string): Promise<(Said<Value> & { readonly at: Date })[]>;
  readonly announcer: Resource<Announcer>;
}

/**
 * One durable entry for each person and subject, whose insert is its commit; and the counts, announced in a stream
 * together, as absolute numbers. If an announcement is lost, recovery counts again.
 */
export function tally<A extends Aggregate, Data, Value extends string>(
  definition: TallyDefinition<A, Data, Value>,
): Tally<Value> {
  const { name } = definition;
  const announcer: Resource<Announcer> = {
    open: ({ streams, log }) => new Announcer(log, (...touched) => announceCounts(streams, definition, ...touched)),
    drained: (opened) => opened.settled(),
    close: (opened) => opened.settled(),
  };
  const put = async ({ clock, use }: Pick<Services, 'clock' | 'use'>, said: Said<Value> & { isCarried?: boolean }) => {
    await putEntry({ tally: name, ...said, at: clock.now() });
    use(announcer).touch(said.streamId, said.subject);
  };
  const readOn: Tally<Value>['readOn'] = (streamId, subject, most) => readEntriesOn(name, streamId, subject, most);
  const carry: Tally<Value>['carry'] = async (services, from, to, goes = () => true) => {
    for (;;) {
      const some = await readOn(from.streamId, from.subject, CARRIED);
      if (some.length === 0) return;
      for (const { personId, value } of some) {
        if (goes(value)) await put(services, { ...to, personId, value, isCarried: true });
        await put(services, { ...from, personId, value: null });
      }
    }
  };
  return {
    announcer,
    put,
    carry,
    clear: (services, subject) => carry(services, subject, subject, () => false),
    async recount({ clock, use }) {
      const before = new Date(clock.now().getTime() - FORGOTTEN_MS);
      for (const { streamId, subject } of await readUnannounced(name, before, AT_ONCE))
        use(announcer).touch(streamId, subject);
    },
    readIn: (personId, streamId) => readEntriesIn(name, personId, streamId),
    readAmong: (personId, streamIds) => readStreamsOf(name, personId, streamIds),
    readOn,
    readSaying: (streamId, subject, value, most) => readPeopleSaying({ tally: name, streamId, subject, value }, most),
    readAllOf: (personId) => readEntriesOf(name, personId),
  };
}

/** Gathers the subjects whose counts are to be announced, and announces those of one stream together. */
export class Announcer {
  readonly #log: Logger;
  readonly #announce: (streamId: string, subjects: readonly string[]) => Promise<void>;
  /** Subjects to count, by stream. */
  readonly #touched = new Map<string, Set<string>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(log: Logger, announce: (streamId: string, subjects: readonly string[]) => Promise<void>) {
    this.#log = log;
    this.#announce = announce;
  }

  /** Something was said of this subject, or taken back. */
  touch(streamId: string, subject: string): void {
    const subjects = this.#touched.get(streamId) ?? new Set();
    this.#touched.set(streamId, subjects.add(subject));
    this.#plan(streamId);
  }

  /** Resolves when every touched count is announced. */
  async settled(): Promise<void> {
    while (this.#touched.size > 0 || this.#running.size > 0) {
      for (const streamId of [...this.#timers.keys()]) this.#start(streamId);
      await Promise.all(this.#running.values());
    }
  }

  /** One announcement of a stream at a time: on a slow store they become rarer instead of queueing. */
  #plan(streamId: string): void {
    if (!this.#touched.has(streamId) || this.#timers.has(streamId) || this.#running.has(streamId)) return;
    this.#timers.set(
      streamId,
      setTimeout(() => this.#start(streamId), EVERY_MS),
    );
  }

  #start(streamId: string): void {
    clearTimeout(this.#timers.get(streamId));
    this.#timers.delete(streamId);
    const subjects = [...(this.#touched.get(streamId) ?? [])];
    this.#touched.delete(streamId);
    const work = this.#announce(streamId, subjects)
      .catch((error: unknown) => {
        this.#log.error({ error, streamId }, 'counts were not announced; recovery counts them again');
      })
      .finally(() => {
        this.#running.delete(streamId);
        this.#plan(streamId);
      });
    this.#running.set(streamId, work);
  }
}

async function announceCounts<A extends Aggregate, Data, Value extends string>(
  streams: Streams,
  definition: TallyDefinition<A, Data, Value>,
  id: string,
  subjects: readonly string[],
): Promise<void> {
  // Read before counting: an entry that comes in between is counted, and stays fresh for the next announcement.
  const fresh = await readFresh(definition.name, id, subjects);
  const isFresh = new Set(fresh.map(({ subject }) => subject));
  const isNew = new Set(fresh.filter((entry) => !wasCarried(entry)).map(({ subject }) => subject));
  const cause = { commandId: randomUUID(), issuer: 'system' };
  await commit(streams, definition.stream, id, cause, async (aggregate) => {
    const counted = await countAll(definition, id, subjects);
    return definition.announce(
      aggregate,
      counted.map((one) => ({
        ...one,
        isFresh: isFresh.has(one.subject),
        isCarried: isFresh.has(one.subject) && !isNew.has(one.subject),
      })),
      id,
    );
  });
  await settleEntries(fresh);
}

async function countAll<Value extends string>(
  { name, values }: Pick<TallyDefinition<Aggregate, unknown, Value>, 'name' | 'values'>,
  streamId: string,
  subjects: readonly string[],
): Promise<Omit<Counted<Value>, 'isFresh' | 'isCarried'>[]> {
  if (!values) {
    const all = subjects.map(async (subject) => {
      const counts = await countByValue<Value>({ tally: name, streamId, subject });
      // The same, where only this tally writes its entries.
      return { subject, counts: Object.fromEntries(counts) as Record<Value, number> };
    });
    return Promise.all(all);
  }
  const wanted = subjects.flatMap((subject) => values.map((value) => ({ tally: name, streamId, subject, value })));
  const counts: number[] = [];
  for (let from = 0; from < wanted.length; from += COUNTS)
    counts.push(...(await Promise.all(wanted.slice(from, from + COUNTS).map(countEntries))));
  return subjects.map((subject, place) => {
    const its = values.map((value, at) => [value, counts[place * values.length + at] ?? 0]);
    // Object.fromEntries forgets which keys there are: each value is one.
    return { subject, counts: Object.fromEntries(its) as Record<Value, number> };
  });
}
