import { commonError } from '@hearth/shared/kernel/errors';
import { limits } from '@hearth/shared/kernel/limits';
import type { CatchUp, Position } from '@hearth/shared/kernel/protocol';
import { features } from '../features/index.ts';
import type { Reader } from '../request/context.ts';
import { idOf, prefixOf, type Audience } from '../streams/definition.ts';
import { presentMissed } from '../streams/present.ts';
import type { StreamRegistry } from '../streams/registry.ts';
import { readAllFrom } from '../streams/store.ts';

/** The Socket.IO room of one audience of one stream. */
export function roomOf(stream: string, audience: Audience): string {
  return `${stream}#${audience}`;
}

/** The rooms of all audiences of a stream; none where there is no such stream. */
export function roomsOf(registry: StreamRegistry, stream: string): string[] {
  return registry.audiencesOf(stream).map((audience) => roomOf(stream, audience));
}

export function streamOf(room: string): string {
  return room.slice(0, room.indexOf('#'));
}

/** Who may watch what, by the prefix of the streams. */
const audiences = new Map(
  features.flatMap(({ streams }) => streams.map((one) => [one.definition.contract.prefix, one.audienceOf] as const)),
);

/** Which audience somebody watches a stream with, or the refusal that says the stream does not exist. */
export async function requireAudience(reader: Reader, stream: string): Promise<Audience> {
  const audience = await audiences.get(prefixOf(stream))?.(reader, idOf(stream));
  if (!audience) throw commonError('no-such-thing');
  return audience;
}

/** An event is stored with its words as they were typed and as they are shown: so many times longer it may be. */
const STORED = 3;

/**
 * What happened after `since`, as one audience sees it. Too far behind, ahead, or of another history (the event at that
 * number has another mark, as after a restore): the whole view has to be read again (promise L6).
 */
export async function catchUp(
  registry: StreamRegistry,
  stream: string,
  since: Position,
  audience: Audience,
): Promise<CatchUp> {
  // No event has an empty mark.
  if (since.seq > 0 && since.mark === '') return { kind: 'resync' };
  const budget = { most: limits.catchUp + 1, bytes: STORED * limits.catchUpBytes };
  const events = await readAllFrom(stream, Math.max(since.seq, 1), budget);
  if (!events) return { kind: 'resync' };
  const missed = events.filter((event) => event.seq > since.seq);
  const isKnown = since.seq === 0 || (events[0]?.seq === since.seq && events[0].mark === since.mark);
  if (!isKnown || missed.length > limits.catchUp) return { kind: 'resync' };
  const caughtUp: CatchUp = {
    kind: 'events',
    events: await presentMissed(registry.definitionOf(stream), stream, missed, audience),
  };
  return JSON.stringify(caughtUp).length > limits.catchUpBytes ? { kind: 'resync' } : caughtUp;
}
