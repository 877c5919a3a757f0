import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, anAnsweredThread, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import { Person } from '../support/person.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';

let redis: TestRedis;
let store: { uri: string; close: () => Promise<void> };
/** One server in this process and one in another, on one store and one Redis. */
let here: TestApp;
let there: ServerProcess;
let mo: Person;
let ada: Person;

beforeAll(async () => {
  redis = await TestRedis.start();
  store = await startStore();
  // Nobody presses so often: limits would be what is tested.
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET, HEARTH_RATE_FACTOR: '100' };
  here = await openApp(shared);
  there = await ServerProcess.start(shared);
  mo = await here.person({ name: 'Mo Here', role: 'moderator' });
  const other = await here.person({ name: 'Ada There', role: 'moderator' });
  ada = new Person(there.url, other.id, other.cookie);
}, 60_000);

afterAll(async () => {
  await there.stop();
  await here.close();
  await store.close();
  await redis.close();
}, 30_000);

const TIMES = 200;

type Answer = { readonly ok: true; readonly value: ReviewItem } | { readonly ok: false; readonly error: Told };
interface Told {
  readonly reason: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Of two who do it at once one does, and the other is told who and what. Gives the item as the first has left it. */
async function oneOf(
  act: (who: Person) => Promise<unknown>,
  reason: string,
): Promise<{ item: ReviewItem; by: Person }> {
  // Both answer as their contract says.
  const answers = (await Promise.all([mo, ada].map(act))) as Answer[];
  const done = answers.flatMap((answer, place) =>
    answer.ok ? [{ item: answer.value, by: present([mo, ada][place]) }] : [],
  );
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  expect(done).toHaveLength(1);
  const first = present(done[0]);
  const who = first.by === mo ? 'Mo Here' : 'Ada There';
  expect(refused).toMatchObject([{ reason, params: { who } }]);
  return first;
}

test('L1, L7: of two moderators on two servers one acts and the other is told who and what, 200 times each of claim, act and undo', async () => {
  const author = await here.person({ name: 'Ana Author' });
  const { id: threadId } = await aThread(author, await aBoard());
  const subject = { kind: 'post', threadId, no: 1 } as const;
  await (await here.person()).do('report.make', { subject, reason: 'spam', note: '' });
  const { id: itemId, rev: begin } = present((await mo.see('review.list', {})).rows[0]).item;
  let rev = begin;
  for (let n = 0; n < TIMES; n++) {
    const seen = rev;
    const claimed = await oneOf((who) => who.try('review.claim', { itemId, rev: seen }), 'review-claimed');
    const back = await claimed.by.do('review.release', { itemId, rev: claimed.item.rev });
    const decision = { itemId, rev: back.rev, act: 'remove', rule: null, words: '' } as const;
    const acted = await oneOf((who) => who.try('review.resolve', decision), 'review-resolved');
    const undone = await oneOf((who) => who.try('review.undo', { itemId, rev: acted.item.rev }), 'review-undone');
    rev = undone.item.rev;
  }
  // Each of them happened once, on both servers alike, and the post stands.
  const [one, other] = await Promise.all([mo, ada].map((who) => who.see('review.get', { itemId })));
  expect(one?.item).toEqual(other?.item);
  expect(one?.position.seq).toBe(begin + 4 * TIMES);
  expect(present((await ada.see('thread.get', { threadId })).posts[0]).deleted).toBe(false);
}, 300_000);

test('L1: of two moderators on two servers who remove the same post one is on it, 50 times', async () => {
  const author = await here.person({ name: 'Ana Author' });
  const board = await aBoard();
  for (let n = 0; n < 50; n++) {
    const { id: threadId } = await anAnsweredThread(author, mo, board, { text: `We have no driver on day ${n}.` });
    const place = { threadId, no: 1 };
    const { item, by } = await oneOf((who) => who.try('review.open', place), 'review-claimed');
    expect(item.history.map(({ kind }) => kind)).toEqual(['opened', 'claimed']);
    await by.do('review.resolve', { itemId: item.id, rev: item.rev, act: 'remove', rule: null, words: '' });
    expect(present((await mo.see('thread.get', { threadId })).posts[0]).deleted).toBe(true);
  }
}, 300_000);
