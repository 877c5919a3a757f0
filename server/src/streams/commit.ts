import { createHmac, randomBytes } from 'node:crypto';
import { AppError } from '@hearth/shared/errors';
import type { StreamEvent } from '@hearth/shared/protocol';
import type { Clock } from '../platform/clock.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { Bell, Forms } from './bell.ts';
import type { Chores } from './chores.ts';
import { idOf, type AnyKind, type Audience, type EventRecord, type StreamKind, type StreamRoot } from './kind.ts';
import { findByCommand, insertEvent, readFrom } from './store.ts';
import type { Turns } from './turns.ts';

/** What committing needs. */
export interface Streams {
  readonly bell: Bell;
  readonly turns: Turns;
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

/** How often others may be quicker before we say that we are busy. */
const TRIES = 40;

/**
 * Decides on the newest state and commits by one insert. `decide` gets the root (null before the first event) and the
 * number its event would have; it returns the fact, or null when nothing has to change, or throws a refusal.
 *
 * - Somebody took the number first: their event is applied, and `decide` is asked again on the new state.
 * - The command has run before: its first event comes back, whatever has happened since.
 *
 * Returns the event, applied; or null when nothing had to change. Round trips on the way of an undisturbed command:
 * read root, insert event, and the writes of `apply`.
 */
export async function commit<Root extends StreamRoot, Fact>(
  streams: Streams,
  kind: StreamKind<Root, Fact>,
  id: string,
  cause: Cause,
  decide: (root: Root | null, seq: number) => Fact | null | Promise<Fact | null>,
): Promise<EventRecord<Fact> | null> {
  const stream = `${kind.prefix}:${id}`;
  const by = proofOf(streams.secret, cause);
  return streams.turns.take(stream, async () => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const root = await kind.findRoot(id);
      const seq = (root?.seq ?? 0) + 1;
      const fact = await orRepeat(() => decide(root, seq), streams.bell, kind, stream, cause, by);
      if (fact === null) return null;
      if ('repeated' in fact) return fact.repeated;
      const event = eventOf(streams, kind, { stream, seq, fact: fact.decided, commandId: cause.commandId, by });
      failPoint('before-insert');
      const outcome = await insertEvent(event);
      if (outcome === 'inserted') {
        failPoint('inserted');
        announce(streams.bell, kind, event);
        failPoint('rung');
        await kind.apply(id, event);
        failPoint('applied');
        streams.chores.add(event);
        return event;
      }
      if (outcome === 'seq-taken') await applyMissing(streams.bell, kind, id, root?.seq ?? 0);
      const first = outcome === 'command-taken' ? await repeatOf(streams.bell, kind, stream, cause, by) : null;
      if (first) return first;
    }
    throw new AppError('busy');
  });
}

type Decision<Fact> = { decided: Fact } | { repeated: EventRecord<Fact> };

/** A refusal of a command that has run before is no refusal: the state moved on since, and the first result stands. */
async function orRepeat<Root extends StreamRoot, Fact>(
  decide: () => Fact | null | Promise<Fact | null>,
  bell: Bell,
  kind: StreamKind<Root, Fact>,
  stream: string,
  cause: Cause,
  by: string,
): Promise<Decision<Fact> | null> {
  try {
    const decided = await decide();
    return decided === null ? null : { decided };
  } catch (refusal) {
    const repeated = await repeatOf(bell, kind, stream, cause, by);
    if (repeated) return { repeated };
    throw refusal;
  }
}

async function repeatOf<Root extends StreamRoot, Fact>(
  bell: Bell,
  kind: StreamKind<Root, Fact>,
  stream: string,
  { commandId }: Cause,
  by: string,
): Promise<EventRecord<Fact> | null> {
  const first = await findByCommand(stream, commandId);
  if (!first) return null;
  if (first.by !== by) throw new AppError('id-taken');
  await applyMissing(bell, kind, idOf(stream), (await kind.findRoot(idOf(stream)))?.seq ?? 0);
  // The stream's prefix names its kind, and a kind stores only its own facts.
  return first as EventRecord<Fact>;
}

/**
 * Applies what was committed but not applied yet: by a quicker process, by one that died in between, or by this one when
 * the store's answer got lost. Nobody may have rung for it, so it is rung; hearing an event twice does not matter.
 */
export async function applyMissing(
  bell: Bell,
  kind: Omit<AnyKind, 'findRoot' | 'audienceOf' | 'consumersOf'>,
  id: string,
  seq: number,
): Promise<void> {
  for (const event of await readFrom(`${kind.prefix}:${id}`, seq + 1, 1_000)) {
    await kind.apply(id, event);
    announce(bell, kind, event);
  }
}

function eventOf<Root extends StreamRoot, Fact>(
  { clock }: Streams,
  kind: StreamKind<Root, Fact>,
  part: Pick<EventRecord<Fact>, 'stream' | 'seq' | 'fact' | 'commandId' | 'by'>,
): EventRecord<Fact> {
  const todo = ['state', ...kind.consumersOf(part.fact)];
  return { ...part, mark: randomBytes(4).toString('hex'), at: clock.now(), todo };
}

function proofOf(secret: string, { commandId, giver }: Cause): string {
  return createHmac('sha256', secret).update(`command ${commandId} ${giver}`).digest('base64url').slice(0, 22);
}

function announce(bell: Bell, kind: Pick<AnyKind, 'audiences' | 'present'>, event: EventRecord): void {
  const forms: Partial<Record<Audience, StreamEvent>> = {};
  for (const audience of kind.audiences) forms[audience] = presentEvent(kind, event, audience);
  bell.ring({ kind: 'event', stream: event.stream, seq: event.seq, forms: forms satisfies Forms });
}

/** An event as an audience sees it: the same whether it arrives by the bell or by catching up. */
export function presentEvent(kind: Pick<AnyKind, 'present'>, event: EventRecord, audience: Audience): StreamEvent {
  const { stream, seq, mark } = event;
  return { stream, seq, mark, change: kind.present(idOf(stream), event, audience) };
}
