import type { PersonId } from '@hearth/shared/kernel/ids';
import { proofOf } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { dataWith, proofsIn, replaceProofs, rewriteData, streamsWith, stretchesOfLog } from '../../streams/store.ts';
import { isOwner } from '../rooms/owner.ts';
import type { RoomData } from '../rooms/stream.ts';
import { readWordless } from '../threads/store.ts';
import type { ThreadData } from '../threads/stream.ts';
import { nobodysProof, withoutTraces, type Traces } from './rewrite.ts';

/** Where a fact names somebody. */
const NAMES = [
  'thread.by.personId',
  'post.by.personId',
  'post.deletedBy',
  'room.hosts.personId',
  'questions.by.personId',
] as const;

/** What the log is searched with and cleaned by. */
export interface Search {
  readonly personId: PersonId;
  readonly secret: string;
  /** The traces as they are in this stream. */
  readonly tracesIn: (stream: string) => Traces;
}

/** The streams whose log names them, or holds the mark of a question they asked. Reads the whole log. */
export async function streamsTracing({ personId, secret }: Search): Promise<Set<string>> {
  const streams = new Set<string>();
  for await (const stretch of stretchesOfLog()) {
    for (const stream of await streamsWith(stretch, NAMES, personId)) streams.add(stream);
    for (const { stream, data } of await dataWith(stretch, 'questions.0', ['questions.id', 'questions.owner'])) {
      const { questions } = data as RoomData;
      if (questions.some((question) => isOwner(secret, idOf(stream), question, personId))) streams.add(stream);
    }
  }
  return streams;
}

/**
 * Forgets which commands they gave: whoever got hold of their number could prove by repeating one that it was theirs.
 * Returns how many there were. Reads the whole log; one proof for each event is computed.
 */
export async function forgetCommands({ personId, secret }: Omit<Search, 'tracesIn'>): Promise<number> {
  let found = 0;
  for await (const stretch of stretchesOfLog()) {
    const proofs = await proofsIn(stretch);
    const own = proofs.filter(({ commandId, by }) => by === proofOf(secret, { commandId, issuer: personId }));
    await replaceProofs(own, nobodysProof);
    found += own.length;
  }
  return found;
}

/** Takes them out of the log of these streams. A board's names nobody: it only says which threads have moved on. */
export async function cleanLog(search: Search, streams: Iterable<string>): Promise<void> {
  for (const stream of streams) {
    const traces = search.tracesIn(stream);
    if (stream.startsWith('thread:')) await cleanThread(stream, traces);
    else await rewriteData(stream, (data) => withoutTraces(data, traces));
  }
}

/** Posts whose words are gone for good have none in the log either, whatever is to become of the others. */
async function cleanThread(stream: string, traces: Traces): Promise<void> {
  const wordless = await readWordless(idOf(stream));
  const of = (no: number): Traces => (wordless.has(no) ? { ...traces, words: 'remove' } : traces);
  await rewriteData(stream, (data) => {
    const { thread, post } = data as ThreadData;
    const clean = { thread: withoutTraces(thread, of(1)), post: withoutTraces(post, of(post.no)) };
    return clean.thread === thread && clean.post === post ? data : { ...(data as ThreadData), ...clean };
  });
}
