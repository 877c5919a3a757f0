import { closeInTurn } from './platform/close-in-turn.ts';
import type { Resource, Services } from './services.ts';

/** What features have opened in one server. */
export class Resources {
  readonly #opened = new Map<Resource<unknown>, unknown>();

  use<T>(services: Services, resource: Resource<T>): T {
    if (!this.#opened.has(resource)) this.#opened.set(resource, resource.open(services));
    // Only a resource's own `open` writes its entry.
    return this.#opened.get(resource) as T;
  }

  async drained(): Promise<void> {
    for (const [resource, opened] of this.#opened) await resource.drained?.(opened);
  }

  /** In the order opposite to that of opening. */
  async close(): Promise<void> {
    const steps = [...this.#opened].reverse().map(
      ([resource, opened]) =>
        () =>
          resource.close?.(opened),
    );
    await closeInTurn([...steps, () => this.#opened.clear()]);
  }
}
