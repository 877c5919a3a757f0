import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { openApp, type TestApp } from '../support/app.ts';
import { present } from '../support/parts.ts';
import { Person } from '../support/person.ts';
import { runAdmin, SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';
import { aBoard, anAnsweredThread, aRoom, aThread } from '../support/builders.ts';
import { until, watchBoard, watchRoom, watchThread } from '../support/watching.ts';

let redis: TestRedis;
let store: { uri: string; close: () => Promise<void> };
/** One server in this process and one in another, on one store and one Redis. */
let here: TestApp;
let there: ServerProcess;

beforeAll(async () => {
  redis = await TestRedis.start();
  store = await startStore();
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET };
  here = await openApp(shared);
  there = await ServerProcess.start(shared);
}, 60_000);

afterAll(async () => {
  await there.stop();
  await here.close();
  await store.close();
  await redis.close();
}, 30_000);

/** The same person, connected to the other server. */
const over = (person: Person) => new Person(there.url, person.id, person.cookie);

test('L3: two people on two processes write in one thread and see each other', async () => {
  const board = await aBoard();
  const ana = await here.person();
  const ben = over(await here.person({ name: 'Ben Okafor' }));
  const { id } = await aThread(ana, board);
  const views = [await watchThread(ana, id), await watchThread(ben, id)];
  const boards = [await watchBoard(ana, board), await watchBoard(ben, board)];

  await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? ana : ben).do('post.reply', { threadId: id, text: `Reply ${n}` })),
  );
  for (const view of [...views, ...boards]) await view.converged();
  expect(views[0]?.state).toEqual(views[1]?.state);
  expect(views[1]?.state).toEqual((await views[1]?.fresh())?.state);
  await until(() => boards.every((view) => view.state.rows[0]?.lastNo === 21), 'both boards to move on');
  ben.leave();
});

test('L1: two processes never give one number twice', async () => {
  const board = await aBoard();
  const ana = await here.person();
  const ben = over(await here.person());
  const { id } = await aThread(ana, board);
  const write = (person: Person, n: number) => person.do('post.reply', { threadId: id, text: `At once ${n}` });
  const posted = await Promise.all(Array.from({ length: 40 }, (_, n) => write(n % 2 ? ana : ben, n)));
  const numbers = posted.map(({ post }) => post.no).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 40 }, (_, n) => n + 2));
});

test('L3: votes given on two processes are counted once each and seen on both', async () => {
  const host = await here.person({ role: 'moderator' });
  const { id: roomId } = await aRoom(host);
  const asker = over(await here.person());
  const { question } = await asker.do('question.ask', { roomId, text: 'Who has the key?', anonymous: true });
  const views = [await watchRoom(host, roomId), await watchRoom(asker, roomId)];
  const voters = await Promise.all(Array.from({ length: 12 }, () => here.person()));
  await Promise.all(
    voters.flatMap((voter, n) =>
      [n % 2 ? voter : over(voter), voter].map((who) =>
        who.do('question.vote', { roomId, questionId: question.id, up: true }),
      ),
    ),
  );
  await until(() => views.every((view) => view.state.questions[question.id]?.votes === 12), 'twelve votes on both');
  asker.leave();
});

test('L8: a moderator who becomes a member stops receiving the staff board within a second, on every process', async () => {
  const staffBoard = await aBoard({ readers: 'staff' });
  const admin = await here.person({ role: 'admin' });
  const moderator = await here.person({ role: 'moderator' });
  const { id } = await aThread(admin, staffBoard);
  const elsewhere = over(moderator);
  const views = [await watchThread(moderator, id), await watchThread(elsewhere, id)];
  const there = over(admin);
  const allowed = [await watchThread(admin, id), await watchThread(there, id)];

  await admin.do('person.set-role', { personId: moderator.personId, role: 'member' });
  await until(() => views.every((view) => !view.isLive), 'both pages to be told', 1_000);
  const before = views.map((view) => view.seq);
  await admin.do('post.reply', { threadId: id, text: 'Among us.' });
  await Promise.all(allowed.map((view) => view.converged()));
  expect(views.map((view) => view.state.posts.length)).toEqual([1, 1]);
  expect(views.map((view) => view.seq)).toEqual(before);
  for (const person of [elsewhere, there]) person.leave();
});

test('L8: a role taken at a terminal is gone from open pages within a second', async () => {
  const staffBoard = await aBoard({ readers: 'staff' });
  const admin = await here.person({ role: 'admin' });
  const moderator = await here.person({ role: 'moderator' });
  const { id } = await aThread(admin, staffBoard);
  const elsewhere = over(moderator);
  const views = [await watchThread(moderator, id), await watchThread(elsewhere, id)];
  const there = over(admin);
  const allowed = [await watchThread(admin, id), await watchThread(there, id)];
  const { email = '' } = (await findPerson(moderator.personId)) ?? {};

  await runAdmin(['user', 'promote', email, 'member'], { MONGODB_URI: store.uri, REDIS_URL: redis.url });
  await until(() => views.every((view) => !view.isLive), 'both pages to be told', 1_000);
  await admin.do('post.reply', { threadId: id, text: 'Among us.' });
  await Promise.all(allowed.map((view) => view.converged()));
  expect(views.map((view) => view.state.posts.length)).toEqual([1, 1]);
  for (const person of [elsewhere, there]) person.leave();
}, 30_000);

test('L10: with Redis killed posting goes on, and everybody catches up', async () => {
  const board = await aBoard();
  const ana = await here.person();
  const ben = over(await here.person());
  const { id } = await aThread(ana, board);
  const views = [await watchThread(ana, id), await watchThread(ben, id)];

  await redis.kill();
  for (let n = 0; n < 10; n++) await (n % 2 ? ana : ben).do('post.reply', { threadId: id, text: `Without Redis ${n}` });
  // Even before Redis is back, each process looks at heads by itself.
  for (const view of views) await until(() => view.state.posts.length === 11, 'all eleven posts', 10_000);
  await redis.start();
  await until(() => here.services.streams.pubSub.isUp, 'pub/sub to be up');
  await ana.do('post.reply', { threadId: id, text: 'Back' });
  for (const view of views) await view.converged();
  expect(views[0]?.state).toEqual(views[1]?.state);
  ben.leave();
}, 30_000);

test('L11: a server killed in the middle of posting loses and doubles nothing', async () => {
  const board = await aBoard();
  const ana = await here.person();
  const ben = over(await here.person());
  const { id } = await aThread(ana, board);
  const view = await watchThread(ana, id);
  const sent: string[] = [];
  const acknowledged: number[] = [];
  const post = async (n: number) => {
    const commandId = crypto.randomUUID();
    sent.push(commandId);
    const once = () => ben.do('post.reply', { threadId: id, text: `Under fire ${n}` }, commandId);
    const answer = await once().catch(() => null);
    if (answer) acknowledged.push(answer.post.no);
    return answer ? null : once;
  };
  const posting = Promise.all(Array.from({ length: 30 }, (_, n) => post(n)));
  await until(() => acknowledged.length > 3, 'some to be acknowledged');
  await there.stop('SIGKILL');
  const unknown = (await posting).filter((once) => once !== null);
  await there.start();
  for (const once of unknown) await once();

  await until(async () => (await view.fresh()).state.posts.length === 31, 'every post once', 10_000);
  await view.converged();
  const { posts } = (await view.fresh()).state;
  expect(new Set(posts.slice(1).map(({ key }) => key))).toEqual(new Set(sent.map(idFrom)));
  expect(view.state.posts).toEqual(posts);
}, 40_000);

test('L3: what several people report is hidden on both at once, and stands again on both once a moderator says so', async () => {
  const board = await aBoard();
  const [ana, ben] = [await here.person(), over(await here.person({ name: 'Ben Okafor' }))];
  const staff = await Promise.all(Array.from({ length: 4 }, () => here.person({ role: 'moderator' })));
  const { id: threadId } = await anAnsweredThread(ana, present(staff[3]), board);
  const views = [await watchThread(ana, threadId), await watchThread(ben, threadId)];
  const subject = { kind: 'post', threadId, no: 1 } as const;
  for (const [n, one] of staff.slice(0, 3).entries())
    await (n % 2 ? over(one) : one).do('report.make', { subject, reason: 'spam', note: '' });
  const isHidden = () => views.every(({ state }) => state.posts[0]?.note?.kind === 'hidden');
  await until(isHidden, 'both to see it hidden');
  for (const view of views) await view.converged();

  const judge = over(present(staff[3]));
  const { rows } = await judge.see('review.list', { boardId: board });
  const { id: itemId, rev } = present(rows[0]).item;
  await judge.do('review.reject', { itemId, rev, words: '' });
  const stands = () => views.every(({ state }) => state.posts[0]?.deleted === false && !state.posts[0].note);
  await until(stands, 'both to see it stand again');
  for (const view of views) await view.converged();
  ben.leave();
  judge.leave();
});
