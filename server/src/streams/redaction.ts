import { setTimeout as passed } from 'node:timers/promises';
import { idOf, REDACTION, type AnyStream, type EventRecord } from './definition.ts';
import type { Outbox } from './outbox.ts';
import type { StreamRegistry } from './registry.ts';

/** The store makes sure of what it was told within a fraction of a second; what takes longer is left to recovery. */
const LOOKS = 20;
const PAUSE_MS = 100;

/**
 * Takes out of the log what later events have replaced, deleted or set aside. The log brings back documents that a fault
 * has lost, so that words go from it only when the documents cannot be lost any more.
 */
export function registerRedaction(outbox: Outbox, registry: StreamRegistry): void {
  outbox.register(REDACTION, async (events) => {
    for (const [stream, its] of Map.groupBy(events, (event) => event.stream))
      await redact(registry.definitionOf(stream), stream, its);
  });
}

async function redact(definition: AnyStream, stream: string, events: readonly EventRecord[]): Promise<void> {
  const id = idOf(stream);
  for (const event of events) await requireDurable(definition, id, event);
  await definition.redact?.(id, events);
}

async function requireDurable(definition: AnyStream, id: string, event: EventRecord): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    if ((await definition.isDurable?.(id, event)) ?? true) return;
    await passed(PAUSE_MS);
  }
  throw new Error(`event ${event.seq} of ${event.stream} can still be lost; its words stay in the log until it cannot`);
}
