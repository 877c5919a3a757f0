import { commonError } from '@hearth/shared/kernel/errors';
import { boards } from './features/boards/stream.ts';
import { rooms } from './features/rooms/stream.ts';
import { threads } from './features/threads/stream.ts';
import type { AnyStream, StreamDefinition, Aggregate } from './streams/definition.ts';

const kinds: Readonly<Record<string, AnyStream>> = Object.fromEntries(
  [erase(threads), erase(rooms), erase(boards)].map((kind) => [kind.prefix, kind]),
);

export function definitionOf(stream: string): AnyStream {
  const prefix = stream.slice(0, stream.indexOf(':'));
  const kind = Object.hasOwn(kinds, prefix) ? kinds[prefix] : undefined;
  if (!kind) throw commonError('no-such-thing');
  return kind;
}

/** The prefix in a stream's name guarantees that a kind is only ever given its own facts. */
function erase<A extends Aggregate, Data>(kind: StreamDefinition<A, Data>): AnyStream {
  return kind as unknown as AnyStream;
}
