import { nameOf } from '@hearth/shared/kernel/stream';
import { EVERYBODY, photoStream } from '@hearth/shared/photos/events';
import { KeptRead } from '../../platform/kept-read.ts';
import type { Resource, Services } from '../../services.ts';
import { findTelling, type TellingRecord } from './store.ts';

/** How long a change may go unnoticed by a process that was not told. Below promise L8's second, as for boards. */
const KEPT_MS = 500;

/**
 * How far everybody's pictures are told. Every page with names on it asks, and they change rarely: it is kept for half a
 * second, or until it is heard that there is more.
 */
class KeptTelling extends KeptRead<TellingRecord | null> {
  #heard = 0;

  override async current(since?: number): Promise<TellingRecord | null> {
    const telling = await super.current(since);
    // An event is heard of before it is applied; until it is, what was read is looked at again.
    if ((telling?.seq ?? 0) < this.#heard) this.forget();
    return telling;
  }

  heard(seq: number): void {
    this.#heard = Math.max(this.#heard, seq);
    this.forget();
  }
}

const keptTelling: Resource<KeptTelling> = {
  open({ streams }) {
    const opened = new KeptTelling(() => findTelling(EVERYBODY), KEPT_MS);
    const name = nameOf(photoStream, EVERYBODY);
    streams.pubSub.subscribe((message) => {
      if (message.kind === 'event' && message.stream === name) opened.heard(message.seq);
    });
    return opened;
  },
};

export function currentTelling(services: Pick<Services, 'use'>): Promise<TellingRecord | null> {
  return services.use(keptTelling).current();
}
