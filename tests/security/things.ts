import { changeCards } from '@hearth/server/features/threads/access';
import type { FileId } from '@hearth/shared/files/entity';
import type { CollectionId } from '@hearth/shared/collections/entity';
import type { EntryId } from '@hearth/shared/library/entity';
import type { GroupId, PersonId } from '@hearth/shared/kernel/ids';
import type { QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import { tagId, type TagId } from '@hearth/shared/tags/entity';
import type { PollDraft, PollId } from '@hearth/shared/polls/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { SectionId } from '@hearth/shared/boards/sections';
import { rightsFor } from '@hearth/shared/boards/policy';
import { aBoard, aRoom, lettingReportsBe, aThread } from '../support/builders.ts';
import type { TestApp } from '../support/app.ts';
import { aCollection } from '../support/collections.ts';
import { aComplaint, anEntry } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { aboutCollections, CHANNELS } from './things-of-collections.ts';
import { aboutLibrary, aboutPractice } from './things-of-library.ts';
import { anItem, aTag, ofModerators } from './things-of-moderators.ts';

/** What somebody else has made, and who hosts the room. */
export interface Things {
  readonly host: Person;
  readonly boardId: BoardId;
  readonly sectionId: SectionId;
  readonly threadId: ThreadId;
  readonly itemId: string;
  readonly pollId: PollId;
  readonly roomId: RoomId;
  readonly questionId: QuestionId;
  readonly personId: PersonId;
  readonly fileId: FileId;
  /** Open, and owned by nobody who tries. */
  readonly groupId: GroupId;
  readonly entryId: EntryId;
  readonly collectionId: CollectionId;
  readonly complaintId: string;
  readonly tagId: TagId;
  /** To be merged into. */
  readonly otherTagId: TagId;
}

/** Two options, closed by hand. */
export const aPoll: PollDraft = {
  question: 'Which day suits you?',
  options: ['Monday', 'Friday'],
  ...{ many: false, named: false, results: 'always', closesAt: null },
};

/** Of a link that nobody follows. */
const aCard = { url: 'https://other.example/plan', title: 'A plan', site: '', description: '', picture: null };

/** Makes fresh things each time it is called, because some of what is tried changes them. */
export async function makerOfThings(app: TestApp) {
  const owner = await app.person({ name: 'Olga Owner' });
  const boss = await lettingReportsBe(await app.person({ role: 'admin' }));
  const boards = {
    everyone: await aBoard({ kind: 'ideas' }),
    staff: await aBoard({ readers: 'staff', kind: 'ideas' }),
  };
  let tags = 0;
  let pair: readonly TagId[] = [];
  /** Two that stand: there are no more than three hundred, and most of what is tried does nothing to them. */
  const twoTags = async (): Promise<readonly TagId[]> => {
    const all = (await boss.see('tag.list', {})).tags.filter(({ mergedInto, retired }) => !mergedInto && !retired);
    if (pair.length > 0 && pair.every((id) => all.some((one) => one.id === id))) return pair;
    pair = [tagId.parse(`tag-${++tags}`), tagId.parse(`tag-${++tags}`)];
    for (const one of pair) await boss.do('tag.create', aTag(one));
    return pair;
  };
  return async (readers: 'everyone' | 'staff' = 'everyone'): Promise<Things> => {
    const host = await app.person({ role: 'moderator' });
    const author = readers === 'staff' ? boss : owner;
    const thread = await aThread(author, boards[readers]);
    const { post } = await author.do('post.reply', { threadId: thread.id, text: 'Which day?', poll: aPoll });
    const pollId = present(post.poll);
    const cause = { commandId: `card ${thread.id}`, issuer: 'test' };
    await changeCards(app.services, cause, { threadId: thread.id, no: 2 }, () => [aCard]);
    const itemId = await anItem(app, host, thread.id);
    const { id: roomId } = await aRoom(host);
    const { id: entryId } = await anEntry({ owner: author, curator: host });
    const { id: collectionId } = await aCollection(host, [entryId]);
    const complaintId = await aComplaint(app, entryId);
    await boss.do('person.set-role', { personId: host.personId, role: 'member' });
    const { question } = await (await app.person()).do('question.ask', { roomId, text: 'Whose?', anonymous: true });
    const uploader = await app.person();
    const { id: fileId } = await uploader.do('file.begin', { use: 'picture', name: 'whose.jpg', size: 1_000 });
    const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'open' } as const;
    const { id: groupId } = await boss.do('group.create', group);
    const [oneTag, otherTag] = await twoTags();
    const both = { en: 'Practice', es: 'Práctica' };
    const { id: sectionId } = await boss.do('section.create', { name: both, order: 1 });
    const ids = {
      ...{ sectionId, itemId, pollId, roomId },
      threadId: thread.id,
      questionId: question.id,
      personId: uploader.personId,
      ...{ fileId, groupId },
      ...{ entryId, collectionId, complaintId },
    };
    return { host, boardId: boards[readers], tagId: present(oneTag), otherTagId: present(otherTag), ...ids };
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
    'person.mute': { personId, muted: true },
    'follow.person': { personId },
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

function aboutPolls({ pollId }: Things): Inputs {
  return {
    'poll.vote': { pollId, edition: 0, choices: [0] },
    'poll.change': { pollId, poll: { ...aPoll, options: ['Tuesday', 'Friday'] } },
    'poll.close': { pollId },
    'poll.get': { pollId },
    'poll.names': { pollId },
  };
}

function aboutTrials({ threadId }: Things): Inputs {
  const which = { threadId, no: 2 };
  const told = { level: 'middle', place: 'town', result: 'worked', changed: '', sentence: 'Twelve families came.' };
  return {
    'trial.report': { ...which, ...told },
    'trial.withdraw': which,
    'trial.remove': { ...which, id: 'nobody' },
    'trial.list': which,
  };
}

function aboutBoards({ boardId, sectionId, threadId, personId }: Things): Inputs {
  const both = { en: 'Words', es: 'Palabras' };
  const looks = { name: both, purpose: both, icon: 'chat', colour: 'ember', kind: 'ideas', after: null };
  const board = { ...looks, rights: rightsFor('everyone') };
  return {
    'board.create': { boardId: `${boardId}-2`, ...board },
    'board.edit': { boardId, ...board },
    'section.create': { name: both, order: 1 },
    'section.edit': { sectionId, name: both, order: 1 },
    'section.remove': { sectionId },
    'board.settings': { boardId },
    'board.rights-of': { personId },
    'board.template': { boardId },
    'board.readership': { boardId },
    'mention.check': { boardId, people: [personId], groups: [] },
    'anonymous.open': { threadId, reason: 'Words' },
    'anonymous.alias': { boardId },
    'anonymous.openings': { threadId },
    'thread.start': { boardId, title: 'A title', text: 'Words', language: 'en' },
    'board.get': { boardId },
    'thread.get': { threadId },
    'thread.latest': { most: 5 },
    'post.by-person': { personId, most: 5 },
    'unread.undo': { of: '7b6c9a52-0f36-4c8e-9d62-1f0a4f6b2c11' },
    'unread.from': { threadId, no: 1 },
    'bell.read': { threadId },
    'bell.choose': CHANNELS,
    'bell.stop-mails': { token: 'x'.repeat(43), stop: true },
    'bell.undo': { of: '7b6c9a52-0f36-4c8e-9d62-1f0a4f6b2c11' },
    'feed.board': { boardId },
    'feed.thread': { threadId },
    'feed.site-map-part': { boardId, part: 1 },
    'post.preview': { text: 'Words' },
    'revision.hide': { threadId, no: 1, rev: 1, hidden: true },
    'idea.vote': { threadId, up: true },
    'idea.set-state': { threadId, state: 'planned', reason: 'Why' },
    'idea.voted': { threadIds: [threadId] },
    'reaction.set': { threadId, no: 1, kind: 'thanks' },
    'reaction.in': { threadId, from: 1, to: 50 },
    'reaction.names': { threadId, no: 1 },
    'pin.fold': { threadId, folded: true },
    'follow.set': { what: { threadId }, level: 'mute' },
    'follow.thread': { threadId },
    'card.remove': { threadId, no: 2, url: aCard.url },
    'card.list': { threadId, no: 2 },
  };
}

function aboutTags({ tagId: id, otherTagId, threadId, boardId }: Things): Inputs {
  return {
    'tag.create': aTag(tagId.parse(`${id}-new`)),
    'tag.edit': { ...aTag(id), retired: false },
    'tag.merge': { tagId: id, into: otherTagId },
    'tag.get': { tagId: id },
    'feed.tag': { tagId: id },
    'tag.asked': { boardId },
    'thread.tag': { threadId, tags: [id] },
  };
}

function aboutOwn({ boardId, threadId }: Things): Inputs {
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const later = { title: 'A title', text: 'Words', language: 'en', at, zone: 'UTC' };
  const id = '0123456789abcdef';
  const place = `reply:${threadId}`;
  const by = { commandId: '7b6c9a52-0f36-4c8e-9d62-1f0a4f6b2c11', turn: 1 };
  return {
    'draft.save': { place, title: '', text: 'Words', expected: null, by },
    'draft.get': { place },
    // Of one that is nobody's here.
    'draft.discard': { place: `${place.replace('reply', 'edit')}:9:9`, version: 1 },
    'scheduled.put': { boardId, ...later },
    'scheduled.change': { id, ...later },
    'scheduled.turn': { id, to: 'stopped' },
    'scheduled.post': { id },
    'scheduled.get': { id },
    'bookmark.set': { threadId, no: 1, note: 'Words' },
    'bookmark.remove': { threadId, no: 9 },
    'bookmark.restore': { threadId, no: 9 },
    'bookmark.in': { threadId },
    'bookmark.get': { threadId, no: 1 },
    'draft.restore': { place: `${place.replace('reply', 'edit')}:9:9`, version: 1 },
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
  const special: Inputs = {
    ...aboutPeople(its),
    ...aboutGroups(its),
    ...aboutBoards(its),
    ...aboutTags(its),
    ...ofModerators(its),
    ...aboutOwn(its),
    ...aboutPolls(its),
    ...aboutTrials(its),
    ...aboutPractice(its),
    ...aboutLibrary(its),
    ...aboutCollections(its),
    ...aboutRooms(its),
  };
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
