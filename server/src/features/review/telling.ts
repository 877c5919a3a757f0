import { randomUUID } from 'node:crypto';
import type { Byline } from '@hearth/shared/accounts/entity';
import { OWN_REVIEW } from '@hearth/shared/review/own';
import type { Services } from '../../services.ts';
import { findActor, readActive, readStaff, tellOwn } from '../accounts/access.ts';
import { findBoard, rightsOf } from '../boards/access.ts';
import { membersOf } from '../groups/access.ts';
import { react } from '../reaction.ts';
import { isAbout, mayBeGiven, mayReview } from './rights.ts';
import type { ReviewRecord } from './store.ts';
import { reviews } from './stream.ts';

type Item = Pick<ReviewRecord, 'subject' | 'whose' | 'boardId' | 'against'>;

/** Staff, and who moderates the board through a group. */
async function moderatorsOf(boardId: string | null): Promise<string[]> {
  const board = boardId === null ? null : await findBoard(boardId);
  const groups = board ? rightsOf(board).moderate.groups : [];
  const [staff, members] = await Promise.all([readStaff(), Promise.all(groups.map(membersOf))]);
  return [...new Set([...staff.map(({ _id }) => _id), ...members.flat()])];
}

/** Who may take it on, by name; see `mayBeGiven`. */
export async function whoMayReview(
  services: Services,
  item: Item,
): Promise<{ readonly id: string; readonly role: string; readonly byline: Byline }[]> {
  const people = await readActive(await moderatorsOf(item.boardId));
  const may = await Promise.all(
    people.map(async ({ id }) => mayBeGiven({ services, actor: await findActor(services, id) }, item)),
  );
  return people.filter((_one, place) => may[place]).sort((a, b) => a.byline.name.localeCompare(b.byline.name));
}

/** Whoever had it in their list, and now has it no more. They may not learn that it was about them. */
export async function tellFormer(services: Services, item: Item): Promise<void> {
  for (const personId of await moderatorsOf(item.boardId)) {
    const reader = { services, actor: await findActor(services, personId) };
    if (item.subject && !(await isAbout(reader, item.subject, item.whose)))
      tellOwn(services, personId, OWN_REVIEW, '', change());
  }
}

/** Tells one change from another, and nothing else. */
function change(): string {
  return randomUUID().slice(-12);
}

/**
 * Open pages of moderators ask for the queue again. Whoever may not see the item hears nothing, least of all whoever it is
 * about; and what is said tells one change from another, and nothing else.
 */
export const tellModerators = react({
  to: reviews,
  name: 'review-told',
  async handle(services, events) {
    const told = new Set<string>();
    for (const { data } of events)
      for (const personId of await moderatorsOf(data.item.boardId)) {
        if (told.has(personId)) continue;
        const reader = { services, actor: await findActor(services, personId) };
        if (await mayReview(reader, data.item)) told.add(personId);
      }
    for (const personId of told) tellOwn(services, personId, OWN_REVIEW, '', change());
  },
});
