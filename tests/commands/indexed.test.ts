import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recoverLooking } from '@hearth/server/features/files/looking';
import type { BoardId } from '@hearth/shared/boards/entity';
import { mentionOf } from '@hearth/shared/mentions/address';
import { tagId } from '@hearth/shared/tags/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { lookedUpBadly } from '../support/asked-of-store.ts';
import { aBoardOf, heldAndTakenBack } from '../support/builders.ts';
import { makeCollection, readCollections, saveOfLibrary } from '../support/collections-asked.ts';
import { anEntry, renewEntry, turnVersion } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let threadId: ThreadId;
let [ana, ben, mo]: Person[] = [];
const tag = tagId.parse('buses');
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();

beforeAll(async () => {
  app = await openApp();
  [ana, ben, mo] = [await app.person(), await app.person(), await app.person({ role: 'moderator' })];
  const everyone = { circle: 'everyone' as const, groups: [] };
  board = await aBoardOf(mo, { see: everyone, read: everyone }, { kind: 'question', asksUnnamed: true });
  const both = (text: string) => ({ en: text, es: text });
  await mo.do('tag.create', { tagId: tag, name: both('buses'), synonyms: { en: [], es: [] }, group: null });
  threadId = (
    await ana.do('thread.start', { boardId: board, title: 'Buses', text: 'Who drives?', language: 'en', tags: [tag] })
  ).thread.id;
});
afterAll(() => app.close());

const who = (person: Person | undefined) => present(person);

/** What people do every day, and what follows from it. */
const everyday: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['opening a thread', () => open(who(ben))],
  ['opening a thread as a stranger', () => open(app.stranger(), false)],
  ['replying', () => who(ben).do('post.reply', { threadId, text: 'I do.', inReplyTo: 1 })],
  [
    'mentioning somebody',
    () =>
      who(ben).do('post.reply', { threadId, text: mentionOf({ kind: 'person', id: who(ana).personId, name: 'A' }) }),
  ],
  ['editing', () => who(ben).do('post.edit', { threadId, no: 2, text: 'I do, on Mondays.' })],
  ['reacting', () => who(ben).do('reaction.set', { threadId, no: 1, kind: 'same' })],
  ['thanking', () => who(ana).do('reaction.set', { threadId, no: 2, kind: 'thanks' })],
  ['who reacted', () => who(ana).see('reaction.names', { threadId, no: 1 })],
  ['saying that one has tried it', () => tryOut(who(mo))],
  ['accepting an answer', () => who(ana).do('answer.accept', { threadId, no: 2 })],
  ['the list of boards', () => who(ben).see('board.list', {})],
  ['a board', () => who(ben).see('board.get', { boardId: board })],
  [
    'a board, further down',
    () => who(ben).see('board.get', { boardId: board, before: { at: inDays(1), id: threadId } }),
  ],
  ['what is unsolved on it', () => who(ben).see('board.get', { boardId: board, unsolved: true })],
  ['what has a tag on it', () => who(ben).see('board.get', { boardId: board, tag })],
  ['who can read this', () => who(ben).see('board.readership', { boardId: board })],
  ['the front page', () => who(ben).see('thread.latest', { most: 5 })],
  ['the unread page', () => who(ben).see('unread.list', {})],
  ['how much is unread', () => who(ben).see('unread.count', {})],
  ['marking as read', () => who(ben).do('unread.mark-all', {})],
  ['marking as unread', () => who(ben).do('unread.from', { threadId, no: 1 })],
  ['the bell', () => who(ana).see('bell.list', {})],
  ['the number at the bell', () => who(ana).see('bell.count', {})],
  ['followed threads', () => who(ana).see('bell.followed', {})],
  ['what was read at the bell', () => who(ana).do('bell.read', { threadId })],
  ['what one follows', () => who(ana).see('follow.list', {})],
  ['what one follows in the library', () => who(ana).see('follow.library-list', {})],
  ['following a board', () => who(ana).do('follow.set', { what: { boardId: board }, level: 'follow' })],
  ['muting somebody', () => who(ben).do('person.mute', { personId: who(mo).personId, muted: true })],
  ['folding a pinned thread', () => foldPin(who(ana))],
  ['a tag', () => who(ben).see('tag.get', { tagId: tag })],
  ['drafts', () => writeDrafts(who(ben))],
  ['bookmarks', () => keepBookmarks(who(ben))],
  ['scheduled posts', () => schedule(who(ana))],
  ['what waits on boards', () => who(mo).see('scheduled.list', {})],
  ['a poll', () => aPoll(who(ana), who(ben))],
  ['asking without a name', () => askUnnamed(who(ana))],
  ['moderating', () => moderate(who(mo))],
  ['the desk', () => lookAtDesk(who(mo))],
  ['how moderation is doing', () => who(mo).see('review.numbers', {})],
  ['who is there when', () => who(mo).see('rota.get', { day: '2026-11-28' })],
  ['what somebody wrote', () => who(ana).see('post.by-person', { personId: who(ben).personId, most: 5 })],
  ['how a post was edited', () => who(ana).see('post.history', { threadId, no: 2 })],
  ['feeds', () => readFeeds(app.stranger())],
  ['groups', () => who(ana).see('group.list', {})],
  ['giving to the library', () => giveToLibrary(who(ana), who(mo))],
  ['files that nobody has looked into', () => recoverLooking(app.services)],
  ['the library', () => readLibrary(who(ben))],
  ['making a collection', () => makeCollection(who(ana), who(mo))],
  ['what one saves of the library', () => saveOfLibrary(who(ana), who(mo))],
  ['collections', () => readCollections(who(ben))],
  ['collections of a stranger', () => readCollections(app.stranger())],
  ['the library of a stranger', () => readLibrary(app.stranger())],
  ['what others make of an entry', () => makeOf(who(ben), who(ana), who(mo))],
  ['where something given to it is used', () => lookAtUses(who(ana))],
  ['what one gave to it', () => who(ana).see('library.mine', {})],
  ['what waits for curators', () => who(mo).see('library.queue', { after: NOBODYS })],
  ['what is to be looked at again', () => who(mo).see('library.due', { after: NOBODYS })],
  ['versions that wait for curators', () => who(mo).see('library.renewed', { after: NOBODYS })],
  ['house rules', () => who(ana).see('house-rules.get', {})],
  ['what is new in them', () => who(ana).see('house-rules.news', {})],
  ['what was decided about people', () => who(mo).see('sanction.list', {})],
  ['what waits for a moderator', () => heldAndTakenBack(app, threadId)],
  ['what was removed of one’s own', () => who(ana).see('removal.own', {})],
  ['reasons', () => who(mo).see('reason.list', { boardId: board })],
];

const NOBODYS = { at: new Date().toISOString(), id: '0123456789abcdef' };

async function giveToLibrary(owner: Person, curator: Person): Promise<void> {
  const { id } = await anEntry({ owner, curator });
  await renewEntry(owner, id);
  await turnVersion(curator, id, 'accept', 2);
}

async function makeOf(person: Person, owner: Person, curator: Person): Promise<void> {
  const { id: entryId } = await anEntry({ owner, curator });
  const told = { level: 'high', place: 'city', result: 'worked', changed: '', sentence: 'It went well.' } as const;
  await person.do('trial.report', { entryId, ...told });
  await person.do('entry.thank', { entryId, thanks: true });
  await person.do('entry.view', { entryId });
  await app.settled();
  await person.see('trial.list', { entryId });
  await person.see('entry.counts', { entryId });
  await curator.do('post.reply', { threadId, text: `As in /library/${entryId}` });
  await app.settled();
  await person.see('entry.threads', { entryId });
  await person.see('entry.boards', { entryId });
}

async function lookAtUses(owner: Person): Promise<void> {
  const { entries } = await owner.see('library.mine', {});
  const { id: entryId } = present(entries.find(({ state }) => state === 'published'));
  await owner.see('library.uses', { entryId });
}

async function readLibrary(person: Person): Promise<void> {
  await person.see('library.list', {});
  await person.see('library.list', { kind: ['template'], after: NOBODYS });
  await person.see('library.list', { language: ['es'] });
  const { entries } = await person.see('library.list', {});
  const { id } = present(entries[0]);
  await person.see('library.related', { entryId: id });
  await person.see('library.cards', { ids: [id] });
}

async function open(person: Person, isMember = true): Promise<void> {
  const { posts } = await person.see('thread.get', { threadId });
  await person.see('follow.thread', { threadId });
  await person.see('reaction.in', { threadId, from: 1, to: posts.length });
  if (!isMember) return;
  await person.do('thread.mark-read', { threadId, no: 1 });
  await person.see('bookmark.in', { threadId });
}

async function tryOut(person: Person): Promise<void> {
  const which = { threadId, no: 2 };
  const told = { level: 'high', place: 'city', result: 'worked', changed: '', sentence: 'It went well.' } as const;
  await person.do('trial.report', { ...which, ...told });
  await app.settled();
  await person.see('trial.list', which);
  await person.do('trial.withdraw', which);
}

async function writeDrafts(person: Person): Promise<void> {
  const place = `reply:${threadId}`;
  const by = { commandId: crypto.randomUUID(), turn: 1 };
  await person.do('draft.save', { place, title: '', text: 'Half a', expected: null, by });
  const { version } = await person.see('draft.get', { place });
  await person.see('draft.list', {});
  await person.do('draft.discard', { place, version: present(version) });
}

async function foldPin(person: Person): Promise<void> {
  await who(mo).do('thread.pin', { threadId, until: inDays(1) });
  await person.do('pin.fold', { threadId, folded: true });
  await person.see('pin.folded', {});
  await person.do('pin.fold', { threadId, folded: false });
  await who(mo).do('thread.pin', { threadId, until: null });
}

async function keepBookmarks(person: Person): Promise<void> {
  const which = { threadId, no: 1 };
  await person.do('bookmark.set', { ...which, reminder: { at: inDays(1), zone: 'America/Chicago' } });
  await person.see('bookmark.list', {});
  await person.do('bookmark.remove', which);
}

async function schedule(person: Person): Promise<void> {
  const words = { title: 'Later', text: 'Words', language: 'en', zone: 'America/Chicago' } as const;
  const { id } = await person.do('scheduled.put', { boardId: board, ...words, at: inDays(1) });
  await person.see('scheduled.list', {});
  await person.do('scheduled.turn', { id, to: 'discarded' });
}

async function aPoll(asker: Person, voter: Person): Promise<void> {
  const rules = { many: false, named: true, results: 'always', closesAt: inDays(1) } as const;
  const poll = { question: 'Which day?', options: ['Monday', 'Friday'], ...rules };
  const { post } = await asker.do('post.reply', { threadId, text: 'Choose.', poll });
  const pollId = present(post.poll);
  await voter.do('poll.vote', { pollId, edition: 0, choices: [1] });
  await app.settled();
  await voter.see('poll.get', { pollId });
  await voter.see('poll.names', { pollId });
  await asker.do('poll.close', { pollId });
}

async function askUnnamed(person: Person): Promise<void> {
  await person.see('anonymous.alias', { boardId: board });
  const asked = { boardId: board, title: 'Unsaid', text: 'I am afraid.', language: 'en', unnamed: true } as const;
  const { thread } = await person.do('thread.start', asked);
  await person.see('thread.get', { threadId: thread.id });
}

async function lookAtDesk(person: Person): Promise<void> {
  const { rows } = await person.see('desk.list', {});
  await person.see('desk.show', { ids: rows.map(({ ref }) => ref.id) });
  const { personId } = who(ana);
  for (const filter of [{ boardId: board }, { areas: ['acts' as const] }, { personId }, { needsDecision: true }])
    await person.see('desk.list', { filter });
  await person.see('desk.list', { filter: { unanswered: true, from: '2020-01-01' } });
  const { id: viewId } = await person.do('desk.save-view', { name: 'Mine', filter: {} });
  await person.see('desk.views', {});
  await person.do('desk.drop-view', { viewId });
}

async function moderate(person: Person): Promise<void> {
  await person.see('thread.moderation', { threadId });
  await person.do('thread.pin', { threadId, until: inDays(1) });
  await person.do('thread.lock', { threadId, reason: 'Enough.' });
  await person.do('thread.unlock', { threadId });
  await person.do('thread.slow', { threadId, minutes: 5 });
  await person.do('thread.slow', { threadId, minutes: 0 });
}

async function readFeeds(person: Person): Promise<void> {
  await person.see('feed.all', {});
  await person.see('feed.tag', { tagId: tag });
  await person.see('feed.site-map', {});
}

test.each(everyday)('%s: whatever is looked up is found by an index, and in its order', async (_what, act) => {
  expect(await lookedUpBadly(app, act)).toEqual([]);
});

test('the latest threads of twenty boards: whatever is looked up is found by an index, and in its order', async () => {
  const everyone = { circle: 'everyone' as const, groups: [] };
  for (let n = 0; n < 20; n++) await aBoardOf(who(mo), { see: everyone, read: everyone });
  const latest = () => who(ben).see('thread.latest', { most: 5 });
  expect(await lookedUpBadly(app, latest)).toEqual([]);
  expect((await latest()).map(({ thread }) => thread.id)).toContain(threadId);
});
