import type { EntryId } from '@hearth/shared/library/entity';
import type { Person } from './person.ts';

/** What others read of a shared list. */
export const SAID = { title: 'For the front door', intro: 'What worked for us.' } as const;

/** A list of somebody’s with these in it, which nobody else sees. */
export async function aList(owner: Person, entries: readonly EntryId[] = [], name = 'My own name for it') {
  const { id } = await owner.do('saved.make-list', { name });
  for (const entryId of entries) await owner.do('saved.place', { entryId, into: [id], out: [] });
  return id;
}

/** The same, shared by its link. */
export async function aSharedList(owner: Person, entries: readonly EntryId[] = []) {
  const listId = await aList(owner, entries);
  return { listId, ...(await owner.do('saved.share', { listId, with: 'link', ...SAID })) };
}

/** One that somebody reported. */
export async function aReportedList(owner: Person, reporter: Person) {
  const { listId, address } = await aSharedList(owner);
  await reporter.do('saved.report', { list: address, words: `It names somebody, says ${reporter.personId}.` });
  return { listId, address };
}
