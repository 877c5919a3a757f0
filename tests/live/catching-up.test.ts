import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FanOut } from '@hearth/server/live/fan-out';
import { catchUp, requireAudience } from '@hearth/server/live/watching';
import { EventModel } from '@hearth/server/streams/model';
import { readHead } from '@hearth/server/streams/store';
import { commands } from '@hearth/shared/contract';
import type { BoardId } from '@hearth/shared/boards/entity';
import { threadId as threadIdRule } from '@hearth/shared/threads/entity';
import type { Actor } from '@hearth/shared/kernel/access';
import { START, type CatchUp, type Position } from '@hearth/shared/kernel/protocol';
import { aBoard, aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { makeHistoryTags, RandomHistory, STORIES } from '../support/random-history.ts';
import { reasonIn } from '../support/parts.ts';
import { removeAs } from '../support/removing.ts';

/** Everybody's rights: a stranger's, a member's, a host's who is a moderator, and an admin's. */
interface Cast {
  readonly stranger: Person;
  readonly member: Person;
  readonly host: Person;
  readonly admin: Person;
}

let app: TestApp;
let cast: Cast;
let board: BoardId;
let elsewhere: BoardId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  elsewhere = await aBoard();
  cast = {
    stranger: app.stranger(),
    member: await app.person({ name: 'Ana Fuentes' }),
    host: await app.person({ name: 'Rosa Lind', role: 'moderator' }),
    admin: await app.person({ name: 'Ida Berg', role: 'admin' }),
  };
  await makeHistoryTags(cast.host);
}, 30_000);
afterAll(() => app.close());

const SEEDS = [1, 2, 3, 4, 5, 6];
const STEPS = 70;
const EVERY = 14;

/** What is said in these histories carries a number of its own, by which it is found again wherever it stands. */
const marksIn = (shown: unknown) => new Set(JSON.stringify(shown).match(/mark\d+end/g) ?? []);

function actorOf({ id }: Person, role: 'member' | 'moderator' | 'admin' | null): Actor {
  return id && role ? { kind: 'person', id, role, groups: [] } : { kind: 'stranger' };
}

/** All that a fresh load shows of a stream to somebody, page after page; what is theirs alone is no part of it. */
async function freshly(person: Person, stream: string): Promise<unknown> {
  const [kind, id = ''] = stream.split(':');
  if (kind === 'room') {
    const { room, questions } = await person.see('room.get', { roomId: id });
    return { room, questions };
  }
  // There while its post is.
  if (kind === 'poll') return (await person.get('poll.get', { pollId: id })).body;
  // Numbers alone.
  if (kind === 'reactions') return person.see('reaction.in', { threadId: id, from: 1, to: 300 });
  if (kind === 'board') {
    const { board: head, rows } = await person.see('board.get', { boardId: id });
    // What one is asked for who starts a thread there.
    const asked = await person.see('board.template', { boardId: id });
    return { head, rows, asked };
  }
  const pages = [await person.see('thread.get', { threadId: id, from: 1 })];
  const last = () => pages.at(-1)?.posts.at(-1)?.no ?? 0;
  while (last() < (pages[0]?.thread.lastNo ?? 0))
    pages.push(await person.see('thread.get', { threadId: id, from: last() + 1 }));
  const polls = pages.flatMap(({ posts }) => posts.flatMap(({ poll }) => poll ?? []));
  return [pages, await Promise.all(polls.map((pollId) => person.see('poll.get', { pollId })))];
}

async function positionsIn(stream: string): Promise<Position[]> {
  const events = await EventModel.find({ stream }, { _id: 0, seq: 1, mark: 1 }).sort({ seq: 1 }).lean<Position[]>();
  return [START, ...events.map(({ seq, mark }) => ({ seq, mark }))];
}

/** Marks that a catch-up shows and a fresh load does not, at one end of the stream: posts may be on their way to it. */
async function excessIn(stream: string): Promise<string[]> {
  for (;;) {
    const head = await readHead(stream);
    const excess = await excessNow(stream);
    if ((await readHead(stream)) === head) return excess;
  }
}

/** For everybody and from every number. */
async function excessNow(stream: string): Promise<string[]> {
  const everybody = [
    [cast.stranger, actorOf(cast.stranger, null)],
    [cast.member, actorOf(cast.member, 'member')],
    [cast.host, actorOf(cast.host, 'moderator')],
    [cast.admin, actorOf(cast.admin, 'admin')],
  ] as const;
  const excess: string[] = [];
  for (const [person, actor] of everybody) {
    const audience = await requireAudience({ services: app.services, actor }, stream).catch(() => null);
    // A poll is there while its post is.
    if (!audience && stream.startsWith('poll:')) continue;
    if (!audience && (await isNowhere(person, stream))) continue;
    if (!audience) {
      excess.push(`${stream} is not there`);
      continue;
    }
    const fresh = marksIn(await freshly(person, stream));
    for (const since of await positionsIn(stream)) {
      const caughtUp: CatchUp = await catchUp(app.services.streams.registry, stream, since, audience);
      for (const mark of marksIn(caughtUp))
        if (!fresh.has(mark)) excess.push(`${mark} from ${since.seq} of ${stream} as ${audience}`);
    }
  }
  return excess;
}

/** A thread of which nothing is left to read is there for nobody, nor what is said of its posts. */
async function isNowhere(person: Person, stream: string): Promise<boolean> {
  const [kind, threadId] = stream.split(':');
  if (kind !== 'thread' && kind !== 'reactions') return false;
  return reasonIn((await person.get('thread.get', { threadId })).body) === 'no-such-thing';
}

/** Brings back what a thread has lost, of which nothing was left; false where nothing of it comes back any more. */
async function isBroughtBack(stream: string): Promise<boolean> {
  if (!(await isNowhere(cast.host, stream))) return true;
  const threadId = threadIdRule.parse(stream.split(':')[1]);
  for (const { no } of (await cast.host.see('thread.moderation', { threadId })).removed)
    if ((await cast.host.try('post.restore', { threadId, no })).ok) break;
  await app.settled();
  return !(await isNowhere(cast.host, stream));
}

test.each(SEEDS)(
  'L13, H1: catching up shows nothing that a fresh load at its end does not show (history %i)',
  async (seed) => {
    const history = new RandomHistory(seed, [board, elsewhere], cast);
    for (let step = 1; step <= STEPS; step++) {
      await history.step();
      if (step % EVERY > 0) continue;
      // Once while what follows is under way, and once when it is done.
      for (const stream of history.streams) expect(await excessIn(stream)).toEqual([]);
      await app.settled();
      for (const stream of history.streams) expect(await excessIn(stream)).toEqual([]);
    }
    // Many commands are right in one state alone, as an answer is accepted once.
    expect(history.accepted).toBeGreaterThan(STEPS / 3);
    for (const stream of history.streams) if (await isBroughtBack(stream)) await requireNothingKept(stream);
  },
  120_000,
);

/** The log itself holds what everybody sees and nothing besides; what hosts see of what was set aside is not in it. */
async function requireNothingKept(stream: string): Promise<void> {
  const fresh = marksIn(await freshly(cast.stranger, stream));
  const events = await EventModel.find({ stream }).lean();
  const excess = events.flatMap((event) => {
    const beyond = [...marksIn(event)].filter((mark) => !fresh.has(mark));
    return beyond.map((mark) => `${mark} in event ${event.seq} of ${stream}`);
  });
  expect(excess).toEqual([]);
}

test('L13: these histories tell of every command that a stream can hold', () => {
  // What practice notes, entries and collections of the library say, what is counted of these, and what was reported, is in none of their events.
  const elsewhere =
    /^(practice|library|entry|link|collection|saved|complaint|import|account|person|invitation|photo|file|group|feed|unread|follow|bell|revision|draft|bookmark|desk|scheduled|anonymous|tag|section|pin|word|house-rules|report|reason|removal|review|rota|sanction|held|gate)\.|^board\.(create|break-glass|close-glass)$/;
  const held = commands.map(({ name }) => name).filter((name) => !elsewhere.test(name));
  expect(Object.keys(STORIES).sort()).toEqual(held.sort());
});

test('H1: a stranger who watches from the beginning over a real connection gets the last words alone', async () => {
  const { thread } = await cast.member.do('thread.start', {
    boardId: board,
    title: 'Late bus',
    text: 'The first wording',
    language: 'en',
  });
  const threadId = thread.id;
  await cast.member.do('post.edit', { threadId, no: 1, text: 'The second wording' });
  await cast.member.do('post.reply', { threadId, text: 'Regretted' });
  await cast.member.do('post.delete', { threadId, no: 2 });
  await cast.member.do('post.reply', { threadId, text: 'The last one' });
  const socket = app.stranger().openSocket();
  const watch = async (since: Position) =>
    JSON.stringify(await socket.emitWithAck('watch', `thread:${threadId}`, since));
  const answer = await watch(START);
  expect(answer).toContain('The last one');
  expect(answer).not.toMatch(/first wording|Regretted/);
  expect(answer.match(/"change":null/g)).toHaveLength(2);
  socket.close();
});

test('L13: what is deleted after its author has left is out of the log too', async () => {
  const leaver = await app.person({ name: 'Lena Goodbye' });
  const { thread } = await cast.member.do('thread.start', { boardId: board, title: 'T', text: 'T', language: 'en' });
  await leaver.do('post.reply', { threadId: thread.id, text: 'Stays for a while' });
  const email = (await leaver.see('account.me', {})).me?.email ?? '';
  await leaver.do('account.erase', { email, words: 'keep' });
  await app.settled();
  const log = async () => JSON.stringify(await EventModel.find({ stream: `thread:${thread.id}` }).lean());
  expect(await log()).toContain('Stays for a while');
  await removeAs(cast.host, { threadId: thread.id, no: 2 });
  await app.settled();
  expect(await log()).not.toContain('Stays for a while');
  // A moderator may still bring it back: the words stand in the post.
  const { post } = await cast.host.do('post.restore', { threadId: thread.id, no: 2 });
  expect(post.html).toContain('Stays for a while');
});

test('L13, H1: a gap that is filled for live watchers has the last words alone, also where it is longer than a page', async () => {
  const { id: roomId } = await aRoom(cast.host);
  const { thread } = await cast.member.do('thread.start', { boardId: board, title: 'T', text: 'T', language: 'en' });
  const streams = [`room:${roomId}`, `thread:${thread.id}`];
  const shown: unknown[] = [];
  const deliveries = new FanOut(
    app.services.streams.registry,
    (_stream, audience, event) => audience === 'public' && shown.push(event),
    app.services.log,
    async () => {},
  );
  for (const stream of streams) deliveries.begin(stream);
  // From here on it hears of nothing, as where Redis is down.
  await deliveries.check();

  const { question } = await cast.member.do('question.ask', { roomId, text: 'Set aside', anonymous: false });
  await cast.host.do('question.dismiss', { roomId, questionId: question.id, note: '' });
  await cast.member.do('post.reply', { threadId: thread.id, text: 'Deleted' });
  for (let n = 0; n < 510; n++) await cast.member.do('post.reply', { threadId: thread.id, text: `Reply ${n}` });
  await cast.member.do('post.delete', { threadId: thread.id, no: 2 });
  await deliveries.check();

  const said = JSON.stringify(shown);
  expect(said).toContain('Reply 509');
  expect(said).not.toMatch(/Set aside|Deleted/);
  expect(shown).toHaveLength(514);
}, 30_000);
