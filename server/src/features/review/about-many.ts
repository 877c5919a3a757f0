import { personIdOf, type Reader } from '../../request/context.ts';
import { isAuthorOf, readHeadsAt, type PostHead } from '../threads/access.ts';
import { isAbout } from './rights.ts';
import type { ReviewRecord } from './store.ts';

/** Those of many that are not about the reader, as `isAbout` says of one: of posts that bear a name it is asked once. */
export async function withoutThoseAbout<Item extends Pick<ReviewRecord, 'subject' | 'whose'>>(
  reader: Reader,
  items: readonly Item[],
): Promise<Item[]> {
  const posts = items.flatMap(({ subject }) => (subject?.kind === 'post' ? [subject] : []));
  const heads = new Map((await readHeadsAt(posts)).map((head) => [`${head.threadId} ${head.no}`, head]));
  const about = await Promise.all(
    items.map(async ({ subject, whose }) => {
      if (!subject) return false;
      const head = subject.kind === 'post' && heads.get(`${subject.threadId} ${subject.no}`);
      return head && !head.note ? isBy(reader, head) : isAbout(reader, subject, whose);
    }),
  );
  return items.filter((_item, place) => !about[place]);
}

async function isBy(reader: Reader, head: PostHead): Promise<boolean> {
  return head.alias ? isAuthorOf(reader, head) : head.by?.personId === personIdOf(reader.actor);
}
