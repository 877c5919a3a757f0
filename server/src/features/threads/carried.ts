import type { Services } from '../../services.ts';
import { moveFiles } from '../files/access.ts';
import { advanceReaders, readReaders, readReadsOf } from './carry-store.ts';
import type { WentRecord } from './model.ts';
import { tellRead } from './own-reads.ts';
import { filesOf, subjectOfPost } from './pictures.ts';
import { moveRevisions } from './revision-store.ts';
import { findPost } from './store.ts';

/** So many readers at once. */
const SOME = 500;

interface Place {
  readonly threadId: string;
  readonly no: number;
}

/** Once a post stands in another thread: its pictures, its files and what it said before follow it. Repeatable. */
export async function carryBelongings({ threadId, no }: Place, went: WentRecord): Promise<void> {
  const post = await findPost(went.to, went.no);
  await moveFiles(subjectOfPost(threadId, { no }), subjectOfPost(went.to, went), post ? filesOf(post) : []);
  await moveRevisions({ threadId, no }, went);
}

/** A post and where it went. */
type Move = readonly [no: number, went: WentRecord];

/**
 * Whoever had read a thread has read what came of it: all that stands in one piece where it came to, if they had read that
 * thread up to there, to post `readTo`. Of what others wrote in between nothing is taken as read.
 */
export async function carryReads(
  services: Services,
  source: string,
  { to, readTo, first }: { readonly to: string; readonly readTo: number; readonly first: number },
  moves: readonly Move[],
): Promise<void> {
  const inOnePiece = moves.filter(([, went], n) => went.to === to && went.no === first + n);
  for (let after = '', readers = await readReaders(source, after, SOME); readers.length > 0;) {
    const there = await readReadsOf(
      to,
      readers.map(({ personId }) => personId),
    );
    const readThere = new Map(there.map(({ personId, no }) => [personId, no]));
    const ahead = readers.flatMap(({ personId, no: readNo }) => {
      const last = inOnePiece.findLast(([no]) => no <= readNo);
      const isThere = (readThere.get(personId) ?? 0) >= readTo;
      return last && isThere ? [{ personId, threadId: to, no: last[1].no }] : [];
    });
    await advanceReaders(ahead);
    tellRead(
      services,
      await readReadsOf(
        to,
        ahead.map(({ personId }) => personId),
      ),
    );
    after = readers.at(-1)?.personId ?? after;
    readers = await readReaders(source, after, SOME);
  }
}
