import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { changed } from '@hearth/server/features/rooms/event-data';
import { rooms } from '@hearth/server/features/rooms/stream';
import { votes } from '@hearth/server/features/rooms/votes';
import type { PubSubMessage } from '@hearth/server/streams/pub-sub';
import { commit } from '@hearth/server/streams/commit';
import { AggregateCache } from '@hearth/server/streams/aggregate-cache';
import { CommandQueue } from '@hearth/server/streams/command-queue';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { countEntries, putEntry, readFresh, settleEntries } from '@hearth/server/streams/tally-store';
import type { QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let host: Person;
let ana: Person;
let ben: Person;
let roomId: RoomId;
let questionId: QuestionId;
const rings: PubSubMessage[] = [];
beforeAll(async () => {
  app = await openApp();
  host = await app.person({ role: 'moderator' });
  ana = await app.person();
  ben = await app.person();
  app.services.streams.pubSub.subscribe((message) => rings.push(message));
});
afterAll(() => app.close());
beforeEach(async () => {
  roomId = (await aRoom(host)).id;
  questionId = (await ana.do('question.ask', { roomId, text: 'Who has the key?', anonymous: true })).question.id;
  rings.length = 0;
});

const look = async () => {
  const { questions, position } = await host.see('room.get', { roomId });
  return { votes: questions[0]?.votes, seq: position.seq };
};
const tally = 'question-votes';
/** As by a process that dies before it announces it. */
const putVote = (personId: string, up = true) =>
  putEntry({ tally, streamId: roomId, subject: questionId, personId, value: up ? 'up' : null, at: new Date() });
const countVotes = () => countEntries({ tally, streamId: roomId, subject: questionId, value: 'up' });
const freshOnes = () => readFresh(tally, roomId, [questionId]);
const freshVotes = () => TallyModel.countDocuments({ streamId: roomId, fresh: { $exists: true } });
/** A server that shares nothing with this one but the store and the pub/sub. */
const anotherProcess = () => ({
  ...app.services,
  streams: { ...app.services.streams, commandQueue: new CommandQueue(500), aggregates: new AggregateCache() },
});
const vote = (person: Person, up = true) => person.do('question.vote', { roomId, questionId, up });

test('voting is told to whoever votes, and one’s votes are found again', async () => {
  expect(await vote(ben)).toEqual({ up: true });
  expect((await ben.see('room.get', { roomId })).mine.votes).toEqual([questionId]);
  expect(await vote(ben, false)).toEqual({ up: false });
  expect((await ben.see('room.get', { roomId })).mine.votes).toEqual([]);
});

test('saying the same again writes nothing and announces nothing', async () => {
  await vote(ben);
  await app.settled();
  const before = await look();
  for (let n = 0; n < 3; n++) await vote(ben);
  expect(await freshVotes()).toBe(0);
  await app.settled();
  expect(await look()).toEqual({ ...before, votes: 1 });
});

test('of one person’s many changes at once the last stored one counts', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => vote(ben, n % 2 === 0)));
  await vote(ben, true);
  await app.settled();
  expect((await look()).votes).toBe(1);
  expect(await TallyModel.countDocuments({ streamId: roomId })).toBe(1);
});

test('of votes that come at once each is kept: new ones, repeated ones and changed ones', async () => {
  const people = Array.from({ length: 30 }, (_, n) => String(n).padStart(16, '0'));
  await Promise.all(people.slice(0, 20).map((personId) => putVote(personId)));
  await settleEntries(await freshOnes());
  await Promise.all(people.map((personId, n) => putVote(personId, n < 10 || n >= 20)));
  expect(await TallyModel.countDocuments({ streamId: roomId, subject: questionId })).toBe(30);
  expect(await countVotes()).toBe(20);
  expect(await freshVotes()).toBe(20);
});

test('a vote that is given again announces what an earlier try left behind', async () => {
  await putVote(ben.personId);
  await vote(ben);
  await app.settled();
  expect((await look()).votes).toBe(1);
});

test('two processes that announce at once end at the number of votes there are', async () => {
  const announcers = [1, 2].map(() => votes.announcer.open(anotherProcess()));
  const people = Array.from({ length: 12 }, (_, n) => String(n).padStart(16, '0'));
  for (let round = 0; round < 12; round++) {
    await Promise.all(
      people.map(async (personId, n) => {
        const up = (n + round) % 3 !== 0;
        await putVote(personId, up);
        announcers[n % 2]?.touch(roomId, questionId);
        // Every other round both announce in the midst of it.
        if (round % 2 === 0 && n % 4 === 0) void announcers[(n / 4) % 2]?.settled();
      }),
    );
    await Promise.all(announcers.map((announcer) => announcer.settled()));
    const there = await countVotes();
    expect((await look()).votes).toBe(there);
    expect(await freshVotes()).toBe(0);
  }
});

test('a process that counted before a change does not have the last word, even where the score is the old one', async () => {
  const other = anotherProcess().streams;
  const counted = Promise.withResolvers<null>();
  const goOn = Promise.withResolvers<null>();
  await putVote(ben.personId);
  const slow = commit(other, rooms, roomId, { commandId: randomUUID(), issuer: 'system' }, async (room) => {
    const score = await countVotes();
    counted.resolve(null);
    await goOn.promise;
    return room && changed({ scores: [{ questionId, votes: score, status: 'open' }] });
  });
  await counted.promise;
  await putVote(ben.personId, false);
  const quick = votes.announcer.open(app.services);
  quick.touch(roomId, questionId);
  await quick.settled();
  goOn.resolve(null);
  await slow;
  expect((await look()).votes).toBe(0);
});

test('a vote that changes while its score is announced waits for the next announcement', async () => {
  await putVote(ben.personId);
  const announced = await freshOnes();
  await putVote(ben.personId, false);
  await settleEntries(announced);
  expect(await freshVotes()).toBe(1);
  await settleEntries(await freshOnes());
  expect(await freshVotes()).toBe(0);
});

test('L2: a vote that arrives after its question was set aside is told to hosts alone, and counts when it is back', async () => {
  await host.do('question.dismiss', { roomId, questionId, note: 'Later' });
  rings.length = 0;
  await putVote(ben.personId);
  app.services.use(votes.announcer).touch(roomId, questionId);
  await app.settled();
  const [payloads] = rings.flatMap((message) => (message.kind === 'event' ? [message.payloads] : []));
  expect(payloads?.staff?.change).toMatchObject({ scores: [{ questionId, votes: 1 }] });
  expect(payloads?.public).toMatchObject({ seq: expect.any(Number), change: null });
  const { question } = await host.do('question.reopen', { roomId, questionId });
  expect(question.votes).toBe(1);
});

test('a question that is settled or set aside takes no votes', async () => {
  const refused = async (reason: string) =>
    expect(await ben.try('question.vote', { roomId, questionId, up: true })).toMatchObject({ error: { reason } });
  await host.do('question.answered', { roomId, questionId, note: '' });
  await refused('question-closed');
  await host.do('question.reopen', { roomId, questionId });
  await host.do('question.dismiss', { roomId, questionId, note: '' });
  await refused('no-such-thing');
  await host.do('question.reopen', { roomId, questionId });
  await vote(ben);
});
