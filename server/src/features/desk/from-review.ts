import { randomUUID } from 'node:crypto';
import type { DeskKind } from '@hearth/shared/desk/entity';
import { isStaff, type Actor } from '@hearth/shared/kernel/access';
import { personId as personIdRule } from '@hearth/shared/kernel/ids';
import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { findPerson } from '../accounts/access.ts';
import { boardsWith } from '../boards/access.ts';
import { findHeld, writtenIn } from '../held/access.ts';
import { react } from '../reaction.ts';
import { findItem, namedIn, type ReviewRecord } from '../review/access.ts';
import { reviews, type ReviewData } from '../review/stream.ts';
import { findRoom } from '../rooms/access.ts';
import { findThread } from '../threads/access.ts';
import { entryOf, type Happening } from './entry.ts';
import { decideEntries, deleteEntries, placeEntries, readAboutItem, type EntryRecord } from './store.ts';
import { desksOf, GATHERED_MS, record, renew, tellGone } from './telling.ts';

const OPENED = { report: 'reported', appeal: 'appealed', hold: 'held' } as const;

/**
 * What is reported, appeals, and what waits before it is published, with what becomes of that. Everybody on a desk is told the same, and nobody may learn that they were reported: what is
 * about somebody who has a desk, or does not say whom it is about, is in the queue alone.
 */
export const deskOfReviews = react({
  to: reviews,
  name: 'desk',
  gatherMs: GATHERED_MS,
  async handle(services, events) {
    const entries = await Promise.all(
      events.map(async (event) => {
        const happening = await happeningIn(services, event);
        return happening ? [entryOf(services, event, happening)] : [];
      }),
    );
    await record(services, entries.flat());
    for (const stream of new Set(events.map((event) => event.stream))) await follow(services, idOf(stream));
  },
});

async function happeningIn(
  services: Services,
  { stream, seq, data: { item } }: EventRecord<ReviewData>,
): Promise<Happening | null> {
  const kind = item.turn === seq ? kindIn(item) : null;
  if (!kind) return null;
  const about = await namedIn(item.subject);
  if (about === null || (await findPerson(about))?.erasing || (await hasDesk(services, about))) return null;
  return {
    kind,
    itemId: idOf(stream),
    about,
    personId: whoDid(kind, item, about),
    ...placeOf(item),
    language: await languageOf(item.subject),
    withFiles: await comesWithFiles(item.subject),
    needsDecision: !(kind in DECIDED),
  };
}

/** What a decision makes of something that waits; taken back, it waits once more. */
const DECIDED = { published: true, refused: true, 'taken-back': true } as const;

function kindIn({ kind, steps }: ReviewData['item']): DeskKind | null {
  const last = steps.at(-1);
  if (kind !== 'report' && kind !== 'appeal' && kind !== 'hold') return null;
  if (last?.kind === 'opened' || last?.kind === 'reopened') return OPENED[kind];
  if (kind !== 'hold') return null;
  if (last?.kind === 'undone') return 'held';
  if (last?.kind === 'withdrawn') return 'taken-back';
  if (last?.kind === 'rejected') return 'published';
  return last?.kind === 'resolved' ? (last.act === 'remove' ? 'refused' : 'published') : null;
}

/** Whoever appeals, or whose post waits, does so under their name, and a moderator decides so; who reports has none here. */
function whoDid(kind: DeskKind, { steps }: ReviewData['item'], about: string): string | null {
  if (kind === 'reported') return null;
  return kind === 'published' || kind === 'refused' ? (steps.at(-1)?.by?.personId ?? null) : about;
}

async function comesWithFiles(subject: ReviewRecord['subject']): Promise<boolean> {
  const held = subject?.kind === 'held' ? await findHeld(subject.heldId) : null;
  if (!held) return false;
  const { pictures, files } = writtenIn(held);
  return pictures.length + files.length > 0;
}

/** Also while they are suspended: they will see it afterwards. */
async function hasDesk(services: Services, personId: string): Promise<boolean> {
  const person = await findPerson(personId);
  if (!person) return false;
  const { role, groups = [] } = person;
  const actor: Actor = { kind: 'person', id: personIdRule.parse(personId), role, groups };
  return isStaff(actor) || (await boardsWith({ services, actor }, 'moderate')).length > 0;
}

type Place = Pick<EntryRecord, 'boardId' | 'threadId' | 'no'>;

function placeOf({ boardId, subject }: Pick<ReviewRecord, 'boardId' | 'subject'>): Place {
  const { threadId, no } = subject?.kind === 'post' ? subject : { threadId: null, no: null };
  return { boardId, threadId, no };
}

async function languageOf(subject: ReviewRecord['subject']): Promise<EntryRecord['language']> {
  if (subject?.kind === 'post') return (await findThread(subject.threadId))?.language ?? null;
  if (subject?.kind === 'held') return languageOfHeld(subject.heldId);
  return subject?.kind === 'question' ? ((await findRoom(subject.roomId))?.language ?? null) : null;
}

async function languageOfHeld(heldId: string): Promise<EntryRecord['language']> {
  const held = await findHeld(heldId);
  if (!held) return null;
  return writtenIn(held).language ?? (held.threadId ? ((await findThread(held.threadId))?.language ?? null) : null);
}

/** It goes where its post goes, and is to be decided while it is open, the latest time that it was opened. */
async function follow(services: Services, itemId: string): Promise<void> {
  const [item, entries] = await Promise.all([findItem(itemId), readAboutItem(itemId)]);
  if (!item) return;
  const place = placeOf(item);
  const strayed = entries.filter(
    ({ boardId, threadId, no }) => boardId !== place.boardId || threadId !== place.threadId || no !== place.no,
  );
  await tellGoneFrom(services, strayed, await desksOf(place.boardId));
  await placeEntries(idsOf(strayed), place);
  const changed = entries.filter(({ needsDecision }, n) => needsDecision !== (n === 0 && item.state === 'open'));
  for (const isOpen of [true, false])
    await decideEntries(idsOf(changed.filter(({ needsDecision }) => needsDecision !== isOpen)), isOpen);
  const news = new Set([...strayed, ...changed]);
  await renew(
    services,
    [...news].map((entry) => ({ ...entry, ...place })),
  );
}

/** What is about somebody who has a desk by now is on none any more. Repeatable. */
export async function hideFromDesks(services: Services, about: readonly EntryRecord[]): Promise<void> {
  for (const [personId, entries] of Map.groupBy(about, (entry) => entry.about))
    if (personId !== null && (await hasDesk(services, personId))) await withdraw(services, entries);
}

/** Nothing of these is on any desk any more. Repeatable. */
export async function withdraw(services: Pick<Services, 'streams'>, entries: readonly EntryRecord[]): Promise<void> {
  await tellGoneFrom(services, entries, []);
  await deleteEntries(idsOf(entries));
}

/** Told once more, because a process died over it, it says no more than the first time. */
async function tellGoneFrom(
  services: Pick<Services, 'streams'>,
  entries: readonly EntryRecord[],
  now: readonly string[],
): Promise<void> {
  for (const [boardId, some] of Map.groupBy(entries, (entry) => entry.boardId))
    for (const deskId of (await desksOf(boardId)).filter((one) => !now.includes(one)))
      await tellGone(services, deskId, idsOf(some), randomUUID());
}

const idsOf = (entries: readonly EntryRecord[]) => entries.map(({ _id }) => _id);
