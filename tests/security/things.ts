import type { FileId } from '@hearth/shared/files/entity';
import type { GroupId, PersonId } from '@hearth/shared/kernel/ids';
import type { QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { BoardId } from '@hearth/shared/boards/entity';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import type { TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

/** What somebody else has made, and who hosts the room. */
export interface Things {
  readonly host: Person;
  readonly boardId: BoardId;
  readonly threadId: ThreadId;
  readonly roomId: RoomId;
  readonly questionId: QuestionId;
  readonly personId: PersonId;
  readonly fileId: FileId;
  /** Open, and owned by nobody who tries. */
  readonly groupId: GroupId;
}

/** Makes fresh things each time it is called, because some of what is tried changes them. */
export async function makerOfThings(app: TestApp) {
  const owner = await app.person({ name: 'Olga Owner' });
  const boss = await app.person({ role: 'admin' });
  const boards = { everyone: await aBoard(), staff: await aBoard({ readers: 'staff' }) };
  return async (readers: 'everyone' | 'staff' = 'everyone'): Promise<Things> => {
    const host = await app.person({ role: 'moderator' });
    const thread = await aThread(readers === 'staff' ? boss : owner, boards[readers]);
    const { id: roomId } = await aRoom(host);
    await boss.do('person.set-role', { personId: host.personId, role: 'member' });
    const { question } = await (await app.person()).do('question.ask', { roomId, text: 'Whose?', anonymous: true });
    const uploader = await app.person();
    const { id: fileId } = await uploader.do('file.begin', { use: 'picture', name: 'whose.jpg', size: 1_000 });
    const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'open' } as const;
    const { id: groupId } = await boss.do('group.create', group);
    const ids = { threadId: thread.id, roomId, questionId: question.id, personId: uploader.personId, fileId, groupId };
    return { host, boardId: boards[readers], ...ids };
  };
}

type Inputs = Readonly<Record<string, Record<string, unknown>>>;

const profile = { name: 'New Name', work: 'teacher', school: 'Oak', state: 'OH', languages: ['en'], locale: 'en' };

function aboutPeople({ personId, fileId }: Things): Inputs {
  return {
    'account.end-session': { sessionId: 'none' },
    'account.set-password': { current: 'wrong one', next: 'another five words here' },
    'account.edit-profile': { ...profile, bio: '' },
    'account.erase': { email: 'somebody@example.org', words: 'keep' },
    'account.demo-sign-in': { personId },
    'account.sign-up': { ...profile, email: 'nobody@example.org', password: 'five words in a row' },
    'account.sign-in': { email: 'nobody@example.org', password: 'five words in a row' },
    'account.request-code': { email: 'nobody@example.org', locale: 'en' },
    'account.redeem-code': { email: 'nobody@example.org', code: '123456' },
    'account.sign-out': {},
    'person.set-role': { personId, role: 'member' },
    'person.decide': { personId, welcome: true },
    'invitation.create': { uses: 1, locale: 'en' },
    'file.begin': { use: 'photo', name: 'me.jpg', size: 1_000 },
    'file.describe': { fileId, alt: 'Words' },
    'file.discard': { fileId },
    'file.get': { fileId },
    'person.get': { personId },
    'person.find': { name: 'New' },
    'photo.set': { fileId },
    'photo.remove': { personId },
    'photo.of': { people: [personId] },
  };
}

function aboutGroups({ groupId, personId }: Things): Inputs {
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'open' };
  return {
    'group.create': group,
    'group.edit': { groupId, ...group },
    'group.invite': { groupId, personId },
    'group.decide': { groupId, personId, welcome: true },
    'group.remove': { groupId, personId },
    'group.set-owner': { groupId, personId, owner: false },
  };
}

function aboutBoards({ boardId, threadId, personId }: Things): Inputs {
  return {
    'thread.start': { boardId, title: 'A title', text: 'Words', language: 'en' },
    'board.get': { boardId },
    'thread.get': { threadId },
    'thread.latest': { most: 5 },
    'post.by-person': { personId, most: 5 },
    'unread.undo': { of: '7b6c9a52-0f36-4c8e-9d62-1f0a4f6b2c11' },
    'unread.from': { threadId, no: 1 },
    'feed.board': { boardId },
    'feed.thread': { threadId },
    'feed.site-map-part': { boardId, part: 1 },
    'post.preview': { text: 'Words' },
    'revision.hide': { threadId, no: 1, rev: 1, hidden: true },
    'reaction.set': { threadId, no: 1, kind: 'thanks' },
    'reaction.in': { threadId, from: 1, to: 50 },
    'reaction.names': { threadId, no: 1 },
  };
}

function aboutRooms({ roomId, questionId, personId }: Things): Inputs {
  const announced = { title: 'T', purpose: 'P', language: 'en', minutes: 30 };
  const room = { ...announced, readers: 'everyone', hosts: [] };
  return {
    'room.schedule': { ...room, startsAt: new Date().toISOString() },
    'room.edit': { ...announced, roomId, startsAt: new Date().toISOString() },
    'room.add-host': { roomId, personId },
    'room.remove-host': { roomId, personId },
    'question.ask': { roomId, text: 'Why?', anonymous: true },
    'question.vote': { roomId, questionId, up: true },
    'question.answer-now': { roomId, questionId, replaces: null },
    'room.get': { roomId },
  };
}

/** Good input for a command or query about these things. */
export function inputFor(name: string, its: Things): Record<string, unknown> {
  const { threadId, roomId, questionId, groupId } = its;
  const special: Inputs = { ...aboutPeople(its), ...aboutGroups(its), ...aboutBoards(its), ...aboutRooms(its) };
  const usual = /^(post|thread|answer)\./.test(name) ? { threadId, no: 1 } : {};
  const words =
    name === 'post.reply' ? { threadId, text: 'Words' } : name === 'post.edit' ? { ...usual, text: 'Words' } : usual;
  if (special[name]) return special[name];
  if (name.startsWith('group.') && name !== 'group.list') return { groupId };
  if (name.startsWith('room.') && name !== 'room.list') return { roomId };
  if (name === 'question.answered' || name === 'question.dismiss') return { roomId, questionId, note: '' };
  if (name.startsWith('question.')) return { roomId, questionId };
  return words;
}
