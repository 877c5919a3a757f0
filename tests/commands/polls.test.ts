import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { TallyModel } from '@hearth/server/streams/tally-model';
import type { PollDraft, PollId } from '@hearth/shared/polls/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until, watchPoll } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let [ana, ben, carla]: Person[] = [];
let threadId: ThreadId;
let pollId: PollId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
});
afterAll(() => app.close());

const draft: PollDraft = {
  question: 'Which day suits you?',
  options: ['Monday', 'Wednesday', 'Friday'],
  ...{ many: false, named: false, results: 'always', closesAt: null },
};

function who(person: Person | undefined): Person {
  if (!person) throw new Error('there is nobody');
  return person;
}

/** Post 2 of a thread of Ana's. */
async function asked(changes: Partial<PollDraft> = {}): Promise<PollId> {
  const poll = { ...draft, ...changes };
  const { post } = await who(ana).do('post.reply', { threadId, text: 'Please choose.', poll });
  return (pollId = present(post.poll));
}

beforeEach(async () => {
  [ana, ben, carla] = await Promise.all(
    ['Ana Fuentes', 'Ben Okafor', 'Carla Lind'].map((name) => app.person({ name })),
  );
  threadId = (await aThread(who(ana), board)).id;
});

const vote = (person: Person | undefined, choices: number[], edition = 0) =>
  who(person).do('poll.vote', { pollId, edition, choices });
const refusal = async (person: Person | undefined, name: string, input: object) =>
  reasonIn((await who(person).post(name, { pollId, ...input })).body);
const seen = async (person: Person = app.stranger()) => {
  await app.settled();
  return person.see('poll.get', { pollId });
};
const soon = (minutes = 60) => new Date(app.clock.now().getTime() + minutes * 60_000).toISOString();

test('where nobody can answer any more its author changes nothing about it, but for what was written just now', async () => {
  await asked();
  const mo = await app.person({ role: 'moderator' });
  await mo.do('thread.lock', { threadId, reason: 'It is decided.' });
  const other = { ...draft, question: 'Which day suits the principal?' };
  expect(await refusal(ana, 'poll.change', { poll: other })).toBeNull();
  app.clock.advance(200_000);
  expect(await refusal(ana, 'poll.change', { poll: { ...draft, question: 'Why was this locked?' } })).toBe('locked');
  expect((await seen()).poll.question).toBe(other.question);
  expect(await refusal(ana, 'poll.close', {})).toBeNull();
});

test('people are counted, each once; another choice takes the place of the first, and it can be taken back', async () => {
  await asked();
  expect(await seen()).toMatchObject({ poll: { ...draft, people: 0, counts: [0, 0, 0], begun: false }, mine: [] });
  await Promise.all([vote(ben, [0]), vote(carla, [0])]);
  expect((await seen()).poll).toMatchObject({ people: 2, counts: [2, 0, 0], begun: true });
  await vote(ben, [2]);
  expect(await seen(who(ben))).toMatchObject({ poll: { people: 2, counts: [1, 0, 1] }, mine: [2] });
  await vote(ben, []);
  expect(await seen(who(ben))).toMatchObject({ poll: { people: 1, counts: [1, 0, 0] }, mine: [] });
  expect(await refusal(ben, 'poll.vote', { edition: 0, choices: [0, 1] })).toBe('poll-one-choice');
  expect(await refusal(ben, 'poll.vote', { edition: 0, choices: [3] })).toBe('poll-changed');
});

test('whoever chooses several options is one person', async () => {
  await asked({ many: true });
  await vote(ben, [2, 0]);
  await vote(carla, [0]);
  expect((await seen(who(ben))).poll).toMatchObject({ people: 2, counts: [2, 0, 1] });
  expect((await seen(who(ben))).mine).toEqual([0, 2]);
  await vote(ben, [1]);
  expect((await seen()).poll).toMatchObject({ people: 2, counts: [1, 1, 0] });
});

test('what many choose within a moment is told in few events, in whole numbers, and no event says whose vote it was', async () => {
  await asked({ many: true });
  const people = await Promise.all(Array.from({ length: 20 }, () => app.person()));
  await Promise.all(people.map((person, n) => vote(person, n % 2 ? [0] : [0, 1])));
  expect((await seen()).poll).toMatchObject({ people: 20, counts: [20, 10, 0] });
  const events = await EventModel.find({ stream: `poll:${pollId}` }).lean();
  expect(events.length).toBeLessThan(10);
  for (const person of people) expect(JSON.stringify(events)).not.toContain(person.personId);
});

test('one vote at the same moment from three tabs is one', async () => {
  await asked();
  await Promise.all([0, 1, 2].map((choice) => vote(ben, [choice])));
  const { poll, mine } = await seen(who(ben));
  expect(poll.people).toBe(1);
  expect(poll.counts?.[mine[0] ?? 9]).toBe(1);
});

test('numbers that only voters see are told to nobody else, live or on a fresh page; whoever takes a vote back sees them no more', async () => {
  await asked({ results: 'voted' });
  const [voter, stranger] = await Promise.all([watchPoll(who(ben), pollId), watchPoll(app.stranger(), pollId)]);
  await vote(ben, [1]);
  await until(() => voter.state.counts !== null, 'numbers for whoever has voted');
  await vote(carla, [0]);
  await until(() => voter.state.people === 2, 'the second vote');
  await until(() => stranger.state.people === 2, 'how many have voted');
  expect([voter.state.counts, stranger.state.counts]).toEqual([[1, 1, 0], null]);
  expect((await seen(who(ana))).poll).toMatchObject({ people: 2, counts: null });
  await vote(ben, []);
  await until(() => voter.state.counts === null && voter.state.people === 1, 'the numbers to go');
  await who(ana).do('poll.close', { pollId });
  await until(() => stranger.state.closedAt !== null, 'the end');
  expect(stranger.state.counts).toEqual([1, 0, 0]);
});

test('it closes when it was said, by its author or by a moderator; then everybody sees the numbers and nobody votes', async () => {
  await asked({ results: 'closed', closesAt: soon() });
  await vote(ben, [1]);
  expect((await seen(who(ben))).poll.counts).toBeNull();
  const stranger = await watchPoll(app.stranger(), pollId);
  app.clock.advance(61 * 60_000);
  expect(await refusal(carla, 'poll.vote', { edition: 0, choices: [0] })).toBe('poll-closed');
  await until(() => stranger.state.closedAt !== null, 'the job that closes it');
  expect(stranger.state.counts).toEqual([0, 1, 0]);
  expect(await refusal(ana, 'poll.close', {})).toBe('poll-closed');

  await asked();
  expect(await refusal(ben, 'poll.close', {})).toBe('not-yours');
  const moderator = await app.person({ role: 'moderator' });
  await moderator.do('poll.close', { pollId });
  expect(await refusal(ben, 'poll.vote', { edition: 0, choices: [0] })).toBe('poll-closed');
});

test('until somebody votes all of it can be changed, afterwards only when it closes', async () => {
  await asked();
  const change = (poll: PollDraft) => who(ana).do('poll.change', { pollId, poll });
  const other = { ...draft, options: ['Tuesday', 'Friday'], named: true };
  expect(await change(draft)).toEqual({ edition: 0 });
  expect(await change(other)).toEqual({ edition: 1 });
  expect((await seen()).poll).toMatchObject({ options: ['Tuesday', 'Friday'], edition: 1, counts: [0, 0] });
  const log = await EventModel.find({ stream: { $in: [`poll:${pollId}`, `thread:${threadId}`] } }).lean();
  expect(JSON.stringify(log)).not.toContain('Wednesday');
  // Whoever has read the one before votes for nothing they have not read.
  expect(await refusal(ben, 'poll.vote', { edition: 0, choices: [0] })).toBe('poll-changed');
  await vote(ben, [0], 1);
  expect(await refusal(ana, 'poll.change', { poll: draft })).toBe('poll-begun');
  expect(await refusal(ben, 'poll.change', { poll: other })).toBe('not-yours');
  const closesAt = soon(30);
  expect(await change({ ...other, closesAt })).toEqual({ edition: 1 });
  expect((await seen()).poll).toMatchObject({ closesAt, people: 1, counts: [1, 0] });
  expect(await refusal(ana, 'poll.change', { poll: { ...other, closesAt: soon(-1) } })).toBe('poll-in-past');
  app.clock.advance(31 * 60_000);
  const watcher = await watchPoll(app.stranger(), pollId);
  await until(() => watcher.state.closedAt !== null, 'the new time');
});

test('of a vote and a change at the same moment one happens', async () => {
  for (let turn = 0; turn < 8; turn++) {
    await asked();
    const other = { ...draft, options: ['Tuesday', 'Friday'] };
    await Promise.all([
      who(ben).try('poll.vote', { pollId, edition: 0, choices: [2] }),
      who(ana).try('poll.change', { pollId, poll: other }),
    ]);
    const { poll, mine } = await seen(who(ben));
    expect([poll.edition, poll.people, mine.length]).toEqual(poll.edition === 0 ? [0, 1, 1] : [1, 0, 0]);
  }
});

test('names are shown where its author said so, to members, and no sooner than the numbers', async () => {
  await asked();
  await vote(ben, [1]);
  expect((await who(ana).see('poll.names', { pollId })).names).toEqual([]);
  await asked({ named: true, results: 'voted' });
  await vote(ben, [1]);
  expect((await who(ana).see('poll.names', { pollId })).names).toEqual([]);
  await vote(ana, [0]);
  const { names } = await who(ana).see('poll.names', { pollId });
  expect(names.map(({ by, choices }) => [by.name, choices])).toEqual([
    ['Ben Okafor', [1]],
    ['Ana Fuentes', [0]],
  ]);
  expect(await refusal(app.stranger(), 'poll.vote', { edition: 0, choices: [0] })).toBe('sign-in-first');
});

test('while its post is deleted there is no poll; restored or edited, it has its votes, and closes in its time', async () => {
  await asked({ results: 'closed', closesAt: soon() });
  await vote(ben, [1]);
  await who(ana).do('post.edit', { threadId, no: 2, text: 'Please choose soon.' });
  expect((await seen(who(ben))).mine).toEqual([1]);
  await who(ana).do('post.delete', { threadId, no: 2 });
  const { posts } = await who(ben).see('thread.get', { threadId, from: 2 });
  expect(posts[0]).toMatchObject({ deleted: true, html: '' });
  expect(posts[0]).not.toHaveProperty('poll');
  expect(reasonIn((await who(ben).get('poll.get', { pollId })).body)).toBe('no-such-thing');
  expect(await refusal(ben, 'poll.vote', { edition: 0, choices: [0] })).toBe('already-deleted');
  // What was to happen meanwhile happens when it is back.
  app.clock.advance(61 * 60_000);
  await app.settled();
  expect(await EventModel.countDocuments({ stream: `poll:${pollId}`, 'data.closedAt': { $ne: null } })).toBe(0);
  await who(ana).do('post.restore', { threadId, no: 2 });
  const watcher = await watchPoll(app.stranger(), pollId);
  await until(() => watcher.state.closedAt !== null, 'its end');
  expect(watcher.state).toMatchObject({ question: draft.question, people: 1, counts: [0, 1, 0] });
});

test('what a poll may be', async () => {
  const reason = async (changes: object) =>
    reasonIn((await who(ana).post('post.reply', { threadId, text: 'x', poll: { ...draft, ...changes } })).body);
  expect(await reason({ options: ['Only one'] })).toBe('invalid-input');
  expect(await reason({ options: Array.from({ length: 13 }, (_, n) => `Option ${n}`) })).toBe('invalid-input');
  expect(await reason({ options: ['Friday', 'friday '] })).toBe('invalid-input');
  expect(await reason({ options: ['Friday', ' '] })).toBe('invalid-input');
  expect(await reason({ question: '' })).toBe('invalid-input');
  expect(await reason({ closesAt: soon(-5) })).toBe('poll-in-past');
  expect(await reason({ closesAt: soon(400 * 24 * 60) })).toBe('poll-in-past');
  // Others read its options: what they may tell of a child is asked about.
  expect(await reason({ options: ['Maria Lopez, born 3/4/2015, grade 3', 'Nobody'] })).toBe('student-information');
  const { thread, post } = await who(ana).do('thread.start', {
    ...{ boardId: board, title: 'A vote', text: 'Here.', language: 'en', poll: draft },
  });
  expect(post.poll).toBeDefined();
  expect((await who(ben).see('thread.get', { threadId: thread.id })).posts[0]?.poll).toBe(post.poll);
});

test('votes and polls are in one’s data; whoever leaves is counted on, and nobody can tell any more whose vote it was', async () => {
  const leaving = await app.person({ name: 'Dora Leaving' });
  await asked({ named: true });
  await vote(leaving, [2]);
  await vote(ben, [0]);
  expect((await leaving.see('account.export', {})).pollVotes).toMatchObject([
    { post: { threadId, no: 2 }, choices: [2] },
  ]);
  expect((await who(ana).see('account.export', {})).posts.find(({ no }) => no === 2)?.poll).toEqual({
    question: draft.question,
    options: draft.options,
  });
  await leaving.do('account.erase', { email: (await findPerson(leaving.personId))?.email ?? '', words: 'keep' });
  expect((await seen()).poll).toMatchObject({ people: 2, counts: [1, 0, 1] });
  const { names } = await who(ana).see('poll.names', { pollId });
  expect(names.map(({ by }) => by.name)).toEqual(['Ben Okafor']);
  expect(await TallyModel.countDocuments({ personId: leaving.personId })).toBe(0);
});

test.each(['keep', 'remove'] as const)(
  'whoever leaves and wants to %s their words: so it is with a changed poll',
  async (words) => {
    const author = await app.person({ name: 'Dora Leaving' });
    const { post } = await author.do('post.reply', { threadId, text: 'Choose.', poll: draft });
    pollId = present(post.poll);
    const changed = { ...draft, question: 'Which secretword day?' };
    await author.do('poll.change', { pollId, poll: changed });
    await vote(ben, [0], 1);
    expect((await author.see('account.export', {})).changedPolls).toMatchObject([{ question: changed.question }]);
    await author.do('account.erase', { email: (await findPerson(author.personId))?.email ?? '', words });
    await app.settled();
    const log = JSON.stringify(
      await EventModel.find({ stream: { $in: [`poll:${pollId}`, `thread:${threadId}`] } }).lean(),
    );
    expect(log).not.toContain(author.personId);
    expect(log.includes('secretword')).toBe(words === 'keep');
    expect(log.includes('Wednesday')).toBe(words === 'keep');
    if (words === 'keep') expect((await seen()).poll).toMatchObject({ question: changed.question, people: 1 });
    else expect(reasonIn((await who(ben).get('poll.get', { pollId })).body)).toBe('no-such-thing');
  },
);
