import { commonError } from '@hearth/shared/kernel/errors';
import { savedListId } from '@hearth/shared/saved/entity';
import { savedError } from '@hearth/shared/saved/errors';
import { findList, readLists, type ListRecord, type SavedRecord } from './store.ts';

/** Those that are there, by their names. */
export async function listsOf(personId: string) {
  const found = (await readLists(personId)).filter(({ endsAt }) => endsAt === null);
  return found.map(listed).sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

export function listed({ _id, ...fields }: ListRecord) {
  return { ...fields, id: savedListId.parse(_id) };
}

type Listed = Pick<ReturnType<typeof listed>, 'id'>;

/** In which of these it stands. */
export function placesIn({ lists = [] }: Pick<SavedRecord, 'lists'>, there: readonly Listed[]) {
  return there.flatMap(({ id }) => (lists.includes(id) ? [id] : []));
}

/** @throws AppError where there is no such list of somebody’s, or none any more */
export async function requireOwn(personId: string, listId: string): Promise<ListRecord> {
  const found = await findList(listId);
  return requireThere(found?.personId === personId ? found : undefined);
}

/** Of one that another page has deleted one is told so. */
export function requireThere(own: ListRecord | undefined): ListRecord {
  if (!own) throw commonError('no-such-thing');
  if (own.endsAt !== null) throw savedError('saved-list-gone');
  return own;
}
