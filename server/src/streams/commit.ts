import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { setTimeout as passed } from 'node:timers/promises';
import { commonError } from '@hearth/shared/kernel/errors';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { Clock } from '../platform/clock.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { PubSub } from './pub-sub.ts';
import type { Outbox } from './outbox.ts';
import type { AnyStream, EventRecord, StreamDefinition, Aggregate } from './definition.ts';
import { presentForAll, type Presenting } from './present.ts';
import type { AggregateCache } from './aggregate-cache.ts';
import { findByCommand, insertEvents, readFrom } from './store.ts';
import type { StreamRegistry } from './registry.ts';
import type { CommandQueue } from './command-queue.ts';

/** What committing needs. */
export interface Streams {
  readonly pubSub: PubSub;
  readonly commandQueue: CommandQueue;
  readonly aggregates: AggregateCache;
  readonly outbox: Outbox;
  readonly registry: StreamRegistry;
  readonly clock: Clock;
  /** Keys the proof that a repeated command is its issuer's. */
  readonly secret: string;
}

/** Who asks for it, and under which id. `issuer` is never stored, only a keyed proof of it. */
export interface Cause {
  readonly commandId: string;
  readonly issuer: string;
}

/** How often in a row others may be quicker before we say that we are busy. */
const TRIES = 40;

/** Pause before such an event is looked for again, up to twice as long. */
const UNSEEN_MS = 10;

/** The data that a command makes of the newest state; null when nothing has to change. Or it throws a refusal. */
export type Decide<A, Data> = (aggregate: A | null, seq: number) => Data | null | Promise<Data | null>;

export interface CommitOptions {
  /**
   * Only where a decision looks at nothing of the stream but the aggregate it is given: then what waits for the same stream
   * is decided one on top of the other, inserted in one go and projected in one go.
   */
  readonly isBatchable?: boolean;
}

/** A command that waits for its turn. */
interface PendingCommand<A, Data> {
  readonly commandId: string;
  readonly by: string;
  readonly decide: Decide<A, Data>;
  readonly answer: (event: EventRecord<Data> | null) => void;
  readonly refuse: (reason: unknown) => void;
}

/** One stream, and what is needed to write to it. */
interface Work<A extends Aggregate, Data> {
  readonly streams: Streams;
  readonly definition: StreamDefinition<A, Data>;
  readonly id: string;
  readonly stream: string;
}

/** What came of asking: an event that is not stored yet, nothing to change, or a refusal. */
type Decided<A, Data> =
  | { readonly command: PendingCommand<A, Data>; readonly event: EventRecord<Data> | null }
  | { readonly command: PendingCommand<A, Data>; readonly refusal: unknown };

/**
 * Decides on the newest state and commits by one insert. `decide` gets the aggregate (null before the first event) and the
 * number its event would have; it returns the event's data, or null when nothing has to change, or throws a refusal.
 *
 * - Somebody took the number first: their event is applied, and `decide` is asked again on the new state.
 * - The command has run before: its first event comes back, whatever has happened since.
 *
 * Returns the event, applied; or null when nothing had to change. Round trips on the way of an undisturbed command: read
 * the aggregate unless the last commit left it here, insert events, and the writes of `project`.
 */
export function commit<A extends Aggregate, Data>(
  streams: Streams,
  definition: StreamDefinition<A, Data>,
  id: string,
  cause: Cause,
  decide: Decide<A, Data>,
  { isBatchable = false }: CommitOptions = {},
): Promise<EventRecord<Data> | null> {
  const work = { streams, definition, id, stream: nameOf(definition.contract, id) };
  return new Promise((answer, refuse) => {
    const command = { commandId: cause.commandId, by: proofOf(streams.secret, cause), decide, answer, refuse };
    streams.commandQueue.add<PendingCommand<A, Data>>(
      work.stream,
      command,
      (commands) => serve(work, commands),
      isBatchable,
    );
  });
}

/**
 * What the next commit will decide on first, for whoever looks before they do something dear. A guess, as all that is kept: nothing
 * is refused because of it. What is read for it is left to that commit, so that both together cost one round trip.
 */
export async function expectAggregate<A extends Aggregate, Data>(
  { aggregates }: Streams,
  definition: StreamDefinition<A, Data>,
  id: string,
): Promise<A | null> {
  const stream = nameOf(definition.contract, id);
  // Under a stream's name only its own kind is kept.
  const find = () => aggregates.find(stream) as A | null;
  const kept = find();
  if (kept) return kept;
  const read = await definition.findAggregate(id);
  // Somebody's commit may have left a newer one meanwhile.
  if (read && !find()) aggregates.keep(stream, read);
  return read;
}

async function serve<A extends Aggregate, Data>(
  work: Work<A, Data>,
  commands: readonly PendingCommand<A, Data>[],
): Promise<void> {
  let left = commands;
  try {
    for (let vain = 0; vain < TRIES && left.length > 0; vain++) {
      const again = await attemptAll(work, left);
      if (again.length < left.length) vain = 0;
      left = again;
    }
    for (const command of left) command.refuse(commonError('busy'));
  } catch (error) {
    work.streams.aggregates.forget(work.stream);
    // Whoever has been answered does not hear this any more.
    for (const command of left) command.refuse(error);
  }
}

/** Returns those who have to be asked again, because what they were decided on was not the newest state. */
async function attemptAll<A extends Aggregate, Data>(
  work: Work<A, Data>,
  commands: readonly PendingCommand<A, Data>[],
): Promise<PendingCommand<A, Data>[]> {
  const { streams, definition, id, stream } = work;
  // A stream's aggregates are all of its definition's own type.
  const kept = streams.aggregates.find(stream) as A | null;
  const aggregate = kept ?? (await definition.findAggregate(id));
  const decided = await decideAll(work, aggregate, commands);
  const events = decided.flatMap((one) => ('event' in one && one.event ? [one.event] : []));
  failPoint('before-insert');
  const inserted = events.length === 0 ? 0 : await insertEvents(events);
  if (inserted > 0) await follow(work, aggregate, events.slice(0, inserted));
  if (inserted === 0 || inserted < events.length) streams.aggregates.forget(stream);
  const isBehind = inserted < events.length;
  const found = isBehind ? await projectMissing(streams.pubSub, definition, id, (aggregate?.seq ?? 0) + inserted) : 0;
  const again = await answerAll(work, decided, inserted, kept === null || inserted > 0);
  // The number is taken by an event that the majority does not have yet, so that nobody can see it.
  if (isBehind && inserted + found === 0 && again.length > 0) await passed(UNSEEN_MS + randomInt(UNSEEN_MS));
  return again;
}

async function decideAll<A extends Aggregate, Data>(
  work: Work<A, Data>,
  aggregate: A | null,
  commands: readonly PendingCommand<A, Data>[],
): Promise<Decided<A, Data>[]> {
  const decided: Decided<A, Data>[] = [];
  let now = aggregate;
  for (const command of commands) {
    const seq = (now?.seq ?? 0) + 1;
    try {
      const data = await command.decide(now, seq);
      const event = data === null ? null : eventOf(work, command, seq, data);
      if (event) now = work.definition.evolve(now, work.id, event);
      decided.push({ command, event });
    } catch (refusal) {
      decided.push({ command, refusal });
    }
  }
  return decided;
}

/** What has to be done with events that this process has just inserted. */
async function follow<A extends Aggregate, Data>(
  { streams, definition, id, stream }: Work<A, Data>,
  aggregate: A | null,
  events: readonly EventRecord<Data>[],
): Promise<void> {
  failPoint('inserted');
  // Who may hear of it is asked of what it makes of the documents.
  const isFirstKept = events.some(({ data }) => definition.changesReaders?.(data));
  if (isFirstKept) await definition.project(id, events);
  await announce(streams.pubSub, definition, stream, events);
  failPoint('published');
  if (!isFirstKept) await definition.project(id, events);
  failPoint('projected');
  streams.outbox.add(events);
  const now = events.reduce<A | null>((before, event) => definition.evolve(before, id, event), aggregate);
  if (now) streams.aggregates.keep(stream, now);
}

/**
 * Answers those of whom it is certain. An insert proves the aggregate that all before it were decided on; from the first event
 * that was not inserted on nothing is certain, and an aggregate that was only kept proves no refusal.
 */
async function answerAll<A extends Aggregate, Data>(
  work: Work<A, Data>,
  decided: readonly Decided<A, Data>[],
  inserted: number,
  isAggregateProven: boolean,
): Promise<PendingCommand<A, Data>[]> {
  const again: PendingCommand<A, Data>[] = [];
  let isCertain = isAggregateProven;
  let stored = 0;
  for (const one of decided) {
    if ('event' in one && one.event) {
      stored += 1;
      if (stored <= inserted) one.command.answer(one.event);
      // Of the first that was not stored, either the number is taken or the command.
      else if (stored > inserted + 1 || !(await answerRepeated(work, one.command))) again.push(one.command);
      isCertain &&= stored <= inserted;
    } else if (!isCertain) again.push(one.command);
    else if ('event' in one) one.command.answer(null);
    else if (!(await answerRepeated(work, one.command))) one.command.refuse(one.refusal);
  }
  return again;
}

/** A command that has run before gets its first result, whatever would be decided on what has become of it. */
async function answerRepeated<A extends Aggregate, Data>(
  { streams, definition, id, stream }: Work<A, Data>,
  { commandId, by, answer, refuse }: PendingCommand<A, Data>,
): Promise<boolean> {
  const first = await findByCommand<Data>(stream, commandId);
  if (!first) return false;
  if (first.by !== by) {
    refuse(commonError('id-taken'));
    return true;
  }
  await projectMissing(streams.pubSub, definition, id, (await definition.findAggregate(id))?.seq ?? 0);
  const [whole = first] = (await definition.complete?.(id, [first])) ?? [];
  answer(whole);
  return true;
}

/**
 * Applies what was committed but not applied yet: by a quicker process, by one that died in between, or by this one when
 * the store's answer got lost. Nobody may have published it, so it is published; hearing an event twice does not matter. Gives
 * how many there were.
 */
export async function projectMissing(
  pubSub: PubSub,
  definition: Pick<AnyStream, 'project'> & Presenting<unknown>,
  id: string,
  seq: number,
): Promise<number> {
  const stream = nameOf(definition.contract, id);
  const events = await readFrom(stream, seq + 1, 1_000);
  if (events.length === 0) return 0;
  await definition.project(id, events);
  await announce(pubSub, definition, stream, events);
  return events.length;
}

function eventOf<A extends Aggregate, Data>(
  { streams, definition, stream }: Work<A, Data>,
  { commandId, by }: PendingCommand<A, Data>,
  seq: number,
  data: Data,
): EventRecord<Data> {
  const pending = streams.registry.pendingFor(definition, data, seq);
  return { stream, seq, mark: randomBytes(4).toString('hex'), commandId, by, data, at: streams.clock.now(), pending };
}

/** What tells a repeated command of its issuer from the same id in somebody else's hands. */
export function proofOf(secret: string, { commandId, issuer }: Cause): string {
  return createHmac('sha256', secret).update(`command ${commandId} ${issuer}`).digest('base64url').slice(0, 22);
}

/** Publishes consecutive events of a stream, each presented once for every audience. */
async function announce<Data>(
  pubSub: PubSub,
  definition: Presenting<Data>,
  stream: string,
  events: readonly EventRecord<Data>[],
): Promise<void> {
  for (const { seq, payloads, changesReaders } of await presentForAll(definition, stream, events))
    pubSub.publish({ kind: 'event', stream, seq, payloads, ...(changesReaders && { changesReaders }) });
}
