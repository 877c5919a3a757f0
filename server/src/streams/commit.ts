import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { setTimeout as passed } from 'node:timers/promises';
import { AppError } from '@hearth/shared/kernel/errors';
import type { Clock } from '../platform/clock.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { Bell } from './bell.ts';
import type { Chores } from './chores.ts';
import type { AnyKind, EventRecord, StreamKind, StreamRoot } from './kind.ts';
import { presentForAll, type Presenting } from './present.ts';
import type { Roots } from './roots.ts';
import { findByCommand, insertEvents, readFrom } from './store.ts';
import type { Turns } from './turns.ts';

/** What committing needs. */
export interface Streams {
  readonly bell: Bell;
  readonly turns: Turns;
  readonly roots: Roots;
  readonly chores: Chores;
  readonly clock: Clock;
  /** Keys the proof that a repeated command is its giver's. */
  readonly secret: string;
}

/** Who asks for it, and under which id. `giver` is never stored, only a keyed proof of it. */
export interface Cause {
  readonly commandId: string;
  readonly giver: string;
}

/** How often in a row others may be quicker before we say that we are busy. */
const TRIES = 40;

/** Pause before such an event is looked for again, up to twice as long. */
const UNSEEN_MS = 10;

/** The fact that a command makes of the newest state; null when nothing has to change. Or it throws a refusal. */
export type Decide<Root, Fact> = (root: Root | null, seq: number) => Fact | null | Promise<Fact | null>;

/**
 * 'together' only where a decision looks at nothing of the stream but the root it is given: then what waits for the same
 * stream is decided one on top of the other, inserted in one go and applied in one go.
 */
export type Company = 'alone' | 'together';

/** A command that waits for its turn. */
interface Order<Root, Fact> {
  readonly commandId: string;
  readonly by: string;
  readonly decide: Decide<Root, Fact>;
  readonly answer: (event: EventRecord<Fact> | null) => void;
  readonly refuse: (reason: unknown) => void;
}

/** One stream, and what is needed to write to it. */
interface Work<Root extends StreamRoot, Fact> {
  readonly streams: Streams;
  readonly kind: StreamKind<Root, Fact>;
  readonly id: string;
  readonly stream: string;
}

/** What came of asking: an event that is not stored yet, nothing to change, or a refusal. */
type Decided<Root, Fact> =
  | { readonly order: Order<Root, Fact>; readonly event: EventRecord<Fact> | null }
  | { readonly order: Order<Root, Fact>; readonly refusal: unknown };

/**
 * Decides on the newest state and commits by one insert. `decide` gets the root (null before the first event) and the
 * number its event would have; it returns the fact, or null when nothing has to change, or throws a refusal.
 *
 * - Somebody took the number first: their event is applied, and `decide` is asked again on the new state.
 * - The command has run before: its first event comes back, whatever has happened since.
 *
 * Returns the event, applied; or null when nothing had to change. Round trips on the way of an undisturbed command: read
 * the root unless the last commit left it here, insert events, and the writes of `apply`.
 */
export function commit<Root extends StreamRoot, Fact>(
  streams: Streams,
  kind: StreamKind<Root, Fact>,
  id: string,
  cause: Cause,
  decide: Decide<Root, Fact>,
  company: Company = 'alone',
): Promise<EventRecord<Fact> | null> {
  const work = { streams, kind, id, stream: `${kind.prefix}:${id}` };
  return new Promise((answer, refuse) => {
    const order = { commandId: cause.commandId, by: proofOf(streams.secret, cause), decide, answer, refuse };
    streams.turns.take<Order<Root, Fact>>(work.stream, order, (orders) => serve(work, orders), company === 'alone');
  });
}

async function serve<Root extends StreamRoot, Fact>(
  work: Work<Root, Fact>,
  orders: readonly Order<Root, Fact>[],
): Promise<void> {
  let left = orders;
  try {
    for (let vain = 0; vain < TRIES && left.length > 0; vain++) {
      const again = await attemptAll(work, left);
      if (again.length < left.length) vain = 0;
      left = again;
    }
    for (const order of left) order.refuse(new AppError('busy'));
  } catch (error) {
    work.streams.roots.forget(work.stream);
    // Whoever has been answered does not hear this any more.
    for (const order of left) order.refuse(error);
  }
}

/** Returns those who have to be asked again, because what they were decided on was not the newest state. */
async function attemptAll<Root extends StreamRoot, Fact>(
  work: Work<Root, Fact>,
  orders: readonly Order<Root, Fact>[],
): Promise<Order<Root, Fact>[]> {
  const { streams, kind, id, stream } = work;
  // A stream's roots are all of its kind's own type.
  const kept = streams.roots.find(stream) as Root | null;
  const root = kept ?? (await kind.findRoot(id));
  const decided = await decideAll(work, root, orders);
  const events = decided.flatMap((one) => ('event' in one && one.event ? [one.event] : []));
  failPoint('before-insert');
  const inserted = events.length === 0 ? 0 : await insertEvents(events);
  if (inserted > 0) await follow(work, root, events.slice(0, inserted));
  if (inserted === 0 || inserted < events.length) streams.roots.forget(stream);
  const isBehind = inserted < events.length;
  const found = isBehind ? await applyMissing(streams.bell, kind, id, (root?.seq ?? 0) + inserted) : 0;
  const again = await answerAll(work, decided, inserted, kept === null || inserted > 0);
  // The number is taken by an event that the majority does not have yet, so that nobody can see it.
  if (isBehind && inserted + found === 0 && again.length > 0) await passed(UNSEEN_MS + randomInt(UNSEEN_MS));
  return again;
}

async function decideAll<Root extends StreamRoot, Fact>(
  work: Work<Root, Fact>,
  root: Root | null,
  orders: readonly Order<Root, Fact>[],
): Promise<Decided<Root, Fact>[]> {
  const decided: Decided<Root, Fact>[] = [];
  let now = root;
  for (const order of orders) {
    const seq = (now?.seq ?? 0) + 1;
    try {
      const fact = await order.decide(now, seq);
      const event = fact === null ? null : eventOf(work, order, seq, fact);
      if (event) now = work.kind.after(now, work.id, event);
      decided.push({ order, event });
    } catch (refusal) {
      decided.push({ order, refusal });
    }
  }
  return decided;
}

/** What has to be done with events that this process has just inserted. */
async function follow<Root extends StreamRoot, Fact>(
  { streams, kind, id, stream }: Work<Root, Fact>,
  root: Root | null,
  events: readonly EventRecord<Fact>[],
): Promise<void> {
  failPoint('inserted');
  await announce(streams.bell, kind, stream, events);
  failPoint('rung');
  await kind.apply(id, events);
  failPoint('applied');
  streams.chores.add(events);
  const now = events.reduce<Root | null>((before, event) => kind.after(before, id, event), root);
  if (now) streams.roots.keep(stream, now);
}

/**
 * Answers those of whom it is certain. An insert proves the root that all before it were decided on; from the first event
 * that was not inserted on nothing is certain, and a root that was only kept proves no refusal.
 */
async function answerAll<Root extends StreamRoot, Fact>(
  work: Work<Root, Fact>,
  decided: readonly Decided<Root, Fact>[],
  inserted: number,
  isRootProven: boolean,
): Promise<Order<Root, Fact>[]> {
  const again: Order<Root, Fact>[] = [];
  let isCertain = isRootProven;
  let stored = 0;
  for (const one of decided) {
    if ('event' in one && one.event) {
      stored += 1;
      if (stored <= inserted) one.order.answer(one.event);
      // Of the first that was not stored, either the number is taken or the command.
      else if (stored > inserted + 1 || !(await answerRepeated(work, one.order))) again.push(one.order);
      isCertain &&= stored <= inserted;
    } else if (!isCertain) again.push(one.order);
    else if ('event' in one) one.order.answer(null);
    else if (!(await answerRepeated(work, one.order))) one.order.refuse(one.refusal);
  }
  return again;
}

/** A command that has run before gets its first result, whatever would be decided on what has become of it. */
async function answerRepeated<Root extends StreamRoot, Fact>(
  { streams, kind, id, stream }: Work<Root, Fact>,
  { commandId, by, answer, refuse }: Order<Root, Fact>,
): Promise<boolean> {
  const first = await findByCommand(stream, commandId);
  if (!first) return false;
  if (first.by !== by) {
    refuse(new AppError('id-taken'));
    return true;
  }
  await applyMissing(streams.bell, kind, id, (await kind.findRoot(id))?.seq ?? 0);
  // The stream's prefix names its kind, and a kind stores only its own facts.
  const [whole = first] = (await kind.complete?.(id, [first as EventRecord<Fact>])) ?? [];
  answer(whole as EventRecord<Fact>);
  return true;
}

/**
 * Applies what was committed but not applied yet: by a quicker process, by one that died in between, or by this one when
 * the store's answer got lost. Nobody may have rung for it, so it is rung; hearing an event twice does not matter. Gives
 * how many there were.
 */
export async function applyMissing(
  bell: Bell,
  kind: Pick<AnyKind, 'prefix' | 'apply'> & Presenting<unknown>,
  id: string,
  seq: number,
): Promise<number> {
  const stream = `${kind.prefix}:${id}`;
  const events = await readFrom(stream, seq + 1, 1_000);
  if (events.length === 0) return 0;
  await kind.apply(id, events);
  await announce(bell, kind, stream, events);
  return events.length;
}

function eventOf<Root extends StreamRoot, Fact>(
  { streams, kind, stream }: Work<Root, Fact>,
  { commandId, by }: Order<Root, Fact>,
  seq: number,
  fact: Fact,
): EventRecord<Fact> {
  const todo = ['state', ...kind.consumersOf(fact, seq)];
  return { stream, seq, mark: randomBytes(4).toString('hex'), commandId, by, fact, at: streams.clock.now(), todo };
}

/** What tells a repeated command of its giver from the same id in somebody else's hands. */
export function proofOf(secret: string, { commandId, giver }: Cause): string {
  return createHmac('sha256', secret).update(`command ${commandId} ${giver}`).digest('base64url').slice(0, 22);
}

/** Publishes consecutive events of a stream, each presented once for every audience. */
async function announce<Fact>(
  bell: Bell,
  kind: Presenting<Fact>,
  stream: string,
  events: readonly EventRecord<Fact>[],
): Promise<void> {
  for (const { seq, forms } of await presentForAll(kind, stream, events))
    bell.ring({ kind: 'event', stream, seq, forms });
}
