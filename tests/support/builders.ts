import { insertBoard } from '@hearth/server/features/boards/store';
import type { Readers } from '@hearth/shared/kernel/rights';
import { boardId, type BoardId, type BoardKind } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardRights } from '@hearth/shared/boards/rights';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { testGates } from './gates.ts';
import type { TestApp } from './app.ts';
import { present } from './parts.ts';
import type { Person } from './person.ts';

let boards = 0;

/** A board of its own, so that tests on one server do not meet. */
export async function aBoard(wanted: { readers?: Readers; kind?: BoardKind } = {}): Promise<BoardId> {
  const id = await anUnknownBoard(wanted);
  // Every process may know the old list for half a second.
  await new Promise((resolve) => setTimeout(resolve, 550));
  return id;
}

/** The same, for whoever does not ask which boards there are. */
export async function anUnknownBoard({
  readers = 'everyone',
  kind,
}: { readers?: Readers; kind?: BoardKind } = {}): Promise<BoardId> {
  const id = boardId.parse(`board-${++boards}`);
  const both = (text: string) => ({ en: text, es: text });
  await insertBoard({
    _id: id,
    name: both('Family engagement'),
    purpose: both('How families and schools work together.'),
    icon: 'people',
    readers,
    ...(kind && { kind }),
    order: boards,
    threads: 0,
    lastPostAt: null,
    seq: 0,
    mark: '',
  });
  return id;
}

/** A board made on its page, by somebody of the staff, with these rights over those of members. */
export async function aBoardOf(
  staff: Person,
  rights: Partial<BoardRights>,
  { kind = 'discussion', asksUnnamed = false }: { kind?: BoardKind; asksUnnamed?: boolean } = {},
): Promise<BoardId> {
  const id = boardId.parse(`made-${++boards}`);
  const both = (text: string) => ({ en: text, es: text });
  await staff.do('board.create', {
    ...{
      boardId: id,
      name: both(`Board ${id}`),
      purpose: both('For some.'),
      icon: 'chat',
      colour: 'pine',
      kind,
      after: null,
      asksUnnamed,
    },
    rights: { ...rightsFor('members'), ...rights },
  });
  return id;
}

/** An admin, who has said that reports neither hide anything nor make anybody wait: one person is reported for much, and goes on writing. */
export async function lettingReportsBe(admin: Person): Promise<Person> {
  await admin.do('gate.set', { ...testGates, hideAt: 0, pauseAt: 0 });
  return admin;
}

/** What an admin opens with a reason, and closes again: boards that are for nobody. */
export function boardsToOpen(admin: () => Person) {
  const aClosed = async () => {
    const boardId = await aBoardOf(admin(), { read: { circle: 'nobody', groups: [] } });
    return { boardId, reason: 'Somebody was threatened' };
  };
  return {
    'board.break-glass': aClosed,
    'board.close-glass': async () => {
      const { boardId, reason } = await aClosed();
      await admin().do('board.break-glass', { boardId, reason });
      return { boardId };
    },
  };
}

export async function aThread(
  by: Person,
  board: BoardId,
  { title = 'Who drives the late bus?', text = 'We have no driver.' } = {},
) {
  const { thread } = await by.do('thread.start', { boardId: board, title, text, language: 'en' });
  return thread;
}

/** The same with a reply, for which it is there also while its opening post is not. */
export async function anAnsweredThread(
  by: Person,
  other: Person,
  board: BoardId,
  words: Parameters<typeof aThread>[2] = {},
) {
  const thread = await aThread(by, board, words);
  await keepsGoing(other, thread.id);
  return thread;
}

/** Somebody replies in a thread: it is there whatever becomes of its other posts. */
export async function keepsGoing(other: Person, threadId: ThreadId): Promise<void> {
  await other.do('post.reply', { threadId, text: `I read ${threadId} as well.` });
}

/** An announced room whose host is `host`, live unless told otherwise. Its host must be a moderator. */
export async function aRoom(
  host: Person,
  { live = true, readers = 'everyone', now = Date.now() }: { live?: boolean; readers?: Readers; now?: number } = {},
) {
  const room = await host.do('room.schedule', {
    title: 'Ask a coordinator',
    purpose: 'Bring what is on your mind.',
    language: 'en',
    readers,
    startsAt: new Date(now + 60_000).toISOString(),
    minutes: 60,
    hosts: [],
  });
  return live ? host.do('room.open', { roomId: room.id }) : room;
}

/** A question that somebody asks without their name, where the board lets them. */
export async function askUnnamed(by: Person, boardId: BoardId): Promise<ThreadId> {
  const question = { title: 'How do I tell my principal?', text: 'I am afraid to.', language: 'en' } as const;
  return (await by.do('thread.start', { boardId, ...question, unnamed: true })).thread.id;
}

/** A reply of somebody new that waits for a moderator, and that they take back. */
export async function heldAndTakenBack(app: Pick<TestApp, 'person'>, threadId: ThreadId): Promise<void> {
  const [admin, fresh] = [await app.person({ role: 'admin' }), await app.person()];
  await admin.do('gate.set', { ...testGates, firstPosts: 5 });
  await fresh.try('post.reply', { threadId, text: 'I have just come here, and would like to drive that bus myself.' });
  await admin.do('gate.set', testGates);
  await fresh.do('held.take-back', { id: present((await fresh.see('held.own', {})).posts[0]).id });
}
