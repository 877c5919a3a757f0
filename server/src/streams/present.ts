import type { StreamEvent } from '@hearth/shared/kernel/protocol';
import type { Forms } from './bell.ts';
import {
  idOf,
  showsAll,
  type Audience,
  type EventRecord,
  type Shows,
  type StreamKind,
  type StreamRoot,
} from './kind.ts';

/** What presenting needs of a kind. */
export type Presenting<Fact> = Pick<StreamKind<StreamRoot, Fact>, 'audiences' | 'present' | 'complete' | 'subjectsOf'>;

/** Events for whoever follows live, each as every audience sees it. */
export async function presentForAll<Fact>(
  kind: Presenting<Fact>,
  stream: string,
  events: readonly EventRecord<Fact>[],
  last: LastWords | null = null,
): Promise<{ readonly seq: number; readonly forms: Forms }[]> {
  const whole = await complete(kind, stream, events);
  return whole.map((event) => {
    const forms: Partial<Record<Audience, StreamEvent>> = {};
    for (const audience of kind.audiences) forms[audience] = presentEvent(kind, event, audience, last?.shownBy(event));
    return { seq: event.seq, forms };
  });
}

/**
 * Which event has the last word on each subject, up to the stream's end. What a later one has replaced was on no page that
 * is loaded now, and comes as its bare number (promise L13).
 */
export class LastWords {
  readonly #last = new Map<string, number>();

  /** In their order. */
  add<Fact>(kind: Pick<Presenting<Fact>, 'subjectsOf'>, events: readonly EventRecord<Fact>[]): void {
    for (const { seq, fact } of events) for (const subject of kind.subjectsOf(fact)) this.#last.set(subject, seq);
  }

  /** What came after the last event that was added is newer still. */
  shownBy({ seq }: Pick<EventRecord, 'seq'>): Shows {
    return (subject) => (this.#last.get(subject) ?? 0) <= seq;
  }
}

/** Events for whoever catches up. They reach to the stream's end. */
export async function presentMissed<Fact>(
  kind: Presenting<Fact>,
  stream: string,
  events: readonly EventRecord<Fact>[],
  audience: Audience,
): Promise<StreamEvent[]> {
  const last = new LastWords();
  last.add(kind, events);
  const whole = await complete(kind, stream, events);
  return whole.map((event) => presentEvent(kind, event, audience, last.shownBy(event)));
}

/** An event as an audience sees it. */
export function presentEvent<Fact>(
  kind: Pick<Presenting<Fact>, 'present'>,
  event: EventRecord<Fact>,
  audience: Audience,
  shows: Shows = showsAll,
): StreamEvent {
  const { stream, seq, mark } = event;
  return { stream, seq, mark, change: kind.present(idOf(stream), event, audience, shows) };
}

async function complete<Fact>(
  kind: Presenting<Fact>,
  stream: string,
  events: readonly EventRecord<Fact>[],
): Promise<readonly EventRecord<Fact>[]> {
  return kind.complete ? kind.complete(idOf(stream), events) : events;
}
