import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HeldModel } from '@hearth/server/features/held/model';
import { ReviewModel } from '@hearth/server/features/review/model';
import { PostModel } from '@hearth/server/features/threads/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { usualGates } from '@hearth/shared/held/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';

/** Fifty new accounts write as much as they can, all at once. */

const ACCOUNTS = 50;
const EACH = 100;
/** Sentences that may be answered: it waits; the budgets of a minute, of the first day and of what waits are used up; or there is too much to do. */
const SENTENCES = ['held', 'too-fast', 'new-here', 'too-many-held', 'busy'];

let app: TestApp;
let board: BoardId;
let mo: Person;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1' });
  board = await aBoard();
  mo = await app.person({ role: 'moderator' });
  await (await app.person({ role: 'admin' })).do('gate.set', usualGates);
});
afterAll(() => app.close());

test('the gates hold a flood of 5,000 posts: what is acknowledged is there or waits, and two others go on talking', async () => {
  const flooded = await aThread(mo, board);
  const quiet = await aThread(mo, board);
  const people = await Promise.all(Array.from({ length: ACCOUNTS }, () => app.person()));
  const others = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  const answers = new Map<string, number>();
  const there = new Set<string>();
  const flooding = people.map(async (person, place) => {
    for (let n = 0; n < EACH; n++) {
      const text = `Number ${n} of ${place}`;
      const result = await person.try('post.reply', { threadId: flooded.id, text });
      const said = result.ok ? 'there' : result.error.reason;
      answers.set(said, (answers.get(said) ?? 0) + 1);
      if (result.ok || said === 'held') there.add(text);
    }
  });
  const talking = others.map(async (person, place) => {
    for (let n = 0; n < 10; n++) await person.do('post.reply', { threadId: quiet.id, text: `${place} says ${n}` });
  });
  await Promise.all([...flooding, ...talking]);
  console.log(`${ACCOUNTS * EACH} posts: ${[...answers].map(([said, count]) => `${count} ${said}`).join(', ')}`);

  expect([...answers.values()].reduce((sum, count) => sum + count)).toBe(ACCOUNTS * EACH);
  expect([...answers.keys()].filter((said) => said !== 'there' && !SENTENCES.includes(said))).toEqual([]);
  expect(answers.get('there') ?? 0).toBeLessThanOrEqual(usualGates.flood);
  // Ten of an account's first hour.
  expect(answers.get('held') ?? 0).toBeLessThanOrEqual(ACCOUNTS * 10);
  await app.settled();
  const posts = await allTexts(flooded.id);
  const waiting = (await HeldModel.find({}).lean()).map(({ input }) => String(Object(input).text));
  expect([...posts, ...waiting].sort()).toEqual([...there].sort());
  expect((await allTexts(quiet.id)).length).toBe(20);
  expect((await mo.see('gate.get', {})).floods.map(({ board: { id } }) => id)).toEqual([board]);
  expect(await ReviewModel.countDocuments({ kind: 'hold', state: 'open' })).toBe(waiting.length);
}, 110_000);

/** The replies of a thread. */
async function allTexts(threadId: Awaited<ReturnType<typeof aThread>>['id']): Promise<string[]> {
  return (await PostModel.find({ threadId, no: { $gt: 1 } }).lean()).map(({ text }) => text);
}
