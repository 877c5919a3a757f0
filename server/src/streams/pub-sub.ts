import type { OwnValue, StreamEvent } from '@hearth/shared/kernel/protocol';
import type { Audience } from './definition.ts';

/** What server processes tell each other. Losing one loses nothing: whoever sees a gap reads the store. */
export type PubSubMessage =
  | {
      readonly kind: 'event';
      readonly stream: string;
      readonly seq: number;
      readonly payloads: Payloads;
      /** Others may watch the stream from here on. */
      readonly changesReaders?: true;
    }
  /** Somebody's rights changed (null: anybody's); every open connection of theirs is checked again. */
  | { readonly kind: 'access'; readonly personId: string | null }
  /** Others may watch a stream from here on, by what happened in another one. */
  | { readonly kind: 'readers'; readonly stream: string }
  /** For somebody's own connections. */
  | { readonly kind: 'own'; readonly personId: string; readonly values: readonly OwnValue[] };

/** One event as each audience sees it, presented once, by the process that committed it. */
export type Payloads = Readonly<Record<Audience, StreamEvent>>;

/**
 * The contract of every pub/sub:
 * - `publish` never throws and never waits: the event is stored already, posting goes on without it (promise L10);
 * - a message reaches every listener of every process that is up, this one included, at most once, and those of one
 *   process in the order they were published;
 * - `isUp` is false while messages may get lost, and `onUp` is called when they no longer do.
 */
export interface PubSub {
  publish(message: PubSubMessage): void;
  subscribe(listener: (message: PubSubMessage) => void): void;
  readonly isUp: boolean;
  /** True where other processes may publish, and so where a message may get lost at all. */
  readonly isShared: boolean;
  onUp(listener: () => void): void;
  close(): Promise<void>;
}
