import type { StreamEvent } from '@hearth/shared/kernel/protocol';
import type { Payloads } from './pub-sub.ts';
import {
  idOf,
  showsAll,
  type Audience,
  type EventRecord,
  type Shows,
  type StreamDefinition,
  type Aggregate,
} from './definition.ts';

/** What presenting needs of a kind. */
export type Presenting<Data> = Pick<
  StreamDefinition<Aggregate, Data>,
  'contract' | 'present' | 'complete' | 'subjectsOf' | 'changesReaders'
>;

interface PresentedForAll {
  readonly seq: number;
  readonly payloads: Payloads;
  readonly changesReaders: boolean;
}

/** Events for whoever follows live, each as every audience sees it. */
export async function presentForAll<Data>(
  definition: Presenting<Data>,
  stream: string,
  events: readonly EventRecord<Data>[],
  last: LastWords | null = null,
): Promise<PresentedForAll[]> {
  const whole = await complete(definition, stream, events);
  return whole.map((event) => {
    const payloads: Record<Audience, StreamEvent> = {};
    for (const audience of definition.contract.audiences)
      payloads[audience] = presentEvent(definition, event, audience, last?.shownBy(event));
    return { seq: event.seq, payloads, changesReaders: definition.changesReaders?.(event.data) ?? false };
  });
}

/**
 * Which event has the last word on each subject, up to the stream's end. What a later one has replaced was on no page that
 * is loaded now, and comes as its bare number (promise L13).
 */
export class LastWords {
  readonly #last = new Map<string, number>();

  /** In their order. */
  add<Data>(definition: Pick<Presenting<Data>, 'subjectsOf'>, events: readonly EventRecord<Data>[]): void {
    for (const { seq, data } of events) for (const subject of definition.subjectsOf(data)) this.#last.set(subject, seq);
  }

  /** What came after the last event that was added is newer still. */
  shownBy({ seq }: Pick<EventRecord, 'seq'>): Shows {
    return (subject) => (this.#last.get(subject) ?? 0) <= seq;
  }
}

/** Events for whoever catches up. They reach to the stream's end. */
export async function presentMissed<Data>(
  definition: Presenting<Data>,
  stream: string,
  events: readonly EventRecord<Data>[],
  audience: Audience,
): Promise<StreamEvent[]> {
  const last = new LastWords();
  last.add(definition, events);
  const whole = await complete(definition, stream, events);
  return whole.map((event) => presentEvent(definition, event, audience, last.shownBy(event)));
}

/** An event as an audience sees it. */
export function presentEvent<Data>(
  definition: Pick<Presenting<Data>, 'present'>,
  event: EventRecord<Data>,
  audience: Audience,
  shows: Shows = showsAll,
): StreamEvent {
  const { stream, seq, mark } = event;
  return { stream, seq, mark, change: definition.present(idOf(stream), event, audience, shows) };
}

async function complete<Data>(
  definition: Presenting<Data>,
  stream: string,
  events: readonly EventRecord<Data>[],
): Promise<readonly EventRecord<Data>[]> {
  return definition.complete ? definition.complete(idOf(stream), events) : events;
}
