import { personIdOf, type QueryContext } from '../../request/context.ts';
import { readHeadsAt } from '../threads/access.ts';
import type { ReviewRecord } from './store.ts';

/**
 * Those about posts that one may have written: one’s own, and those without a name. What others wrote under their names is told
 * apart at once: nobody's page costs as much as all that was ever removed.
 */
export async function perhapsOwn({ actor }: QueryContext, items: readonly ReviewRecord[]): Promise<ReviewRecord[]> {
  const personId = personIdOf(actor);
  if (!personId) return [];
  const heads = await readHeadsAt(items.flatMap(({ subject }) => (subject?.kind === 'post' ? [subject] : [])));
  const headOf = new Map(heads.map((head) => [`${head.threadId}/${head.no}`, head]));
  return items.filter(({ subject }) => {
    const head = subject?.kind === 'post' && headOf.get(`${subject.threadId}/${subject.no}`);
    return !!head && (head.note !== undefined || head.alias !== undefined || head.by?.personId === personId);
  });
}
