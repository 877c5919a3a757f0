import { expect, test } from '@jest/globals';
import { AppError, type Result } from '@hearth/shared/errors';
import { Sender, type Sending, type Way } from './sender.ts';

const done: Result<unknown> = { ok: true, value: {} };
const refusal = (reason: 'busy' | 'not-yours'): Result<unknown> => ({ ok: false, error: new AppError(reason).wire });

function scripted(...answers: (Result<unknown> | 'no answer')[]): { way: Way; carried: string[] } {
  const carried: string[] = [];
  const way: Way = async ({ commandId }) => {
    carried.push(commandId);
    const answer = answers.shift() ?? done;
    if (answer === 'no answer') throw new Error('gone');
    return answer;
  };
  return { way, carried };
}

function sender(ways: readonly Way[], kept: readonly Sending[] = []) {
  let shelf = kept;
  const keep = (sending: Sending) => (shelf = [...shelf.filter((one) => one.commandId !== sending.commandId), sending]);
  const drop = (commandId: string) => (shelf = shelf.filter((one) => one.commandId !== commandId));
  const waits: number[] = [];
  const made = new Sender({
    ways,
    shelf: { read: () => shelf, keep, drop },
    wait: async (ms) => void waits.push(ms),
    now: () => 1_000_000_000,
  });
  return { made, waits, shelf: () => shelf };
}

test('the second way carries what the first one could not, under the same id', async () => {
  const [socket, http] = [scripted('no answer'), scripted(done)];
  const { made, waits } = sender([socket.way, http.way]);
  expect(await made.send('post.reply', {}, 'id-1')).toEqual(done);
  expect([socket.carried, http.carried, waits]).toEqual([['id-1'], ['id-1'], []]);
});

test('it tries again with growing pauses until there is an answer', async () => {
  const only = scripted('no answer', 'no answer', refusal('busy'), 'no answer', 'no answer', 'no answer', done);
  const { made, waits } = sender([only.way]);
  expect(await made.send('post.reply', {}, 'id-1')).toEqual(done);
  expect(new Set(only.carried)).toEqual(new Set(['id-1']));
  expect(waits).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test('a refusal is an answer', async () => {
  const only = scripted(refusal('not-yours'));
  expect(await sender([only.way]).made.send('post.edit', {}, 'id-1')).toEqual(refusal('not-yours'));
});

test('what has no answer yet is on the shelf, and what has is not', async () => {
  let answer: (result: Result<unknown>) => void = () => {};
  const slow: Way = () => new Promise((resolve) => (answer = resolve));
  const { made, shelf } = sender([slow]);
  const sent = made.send('post.reply', { text: 'words' }, 'id-1');
  expect(shelf()).toMatchObject([{ commandId: 'id-1', name: 'post.reply', input: { text: 'words' } }]);
  answer(done);
  await sent;
  expect(shelf()).toEqual([]);
});

test('after a reload what was left is delivered, and what is older than a day is not', async () => {
  const left: Sending = { commandId: 'id-1', name: 'post.reply', input: {}, since: 999_999_000 };
  const old: Sending = { ...left, commandId: 'id-0', since: 1_000_000_000 - 25 * 3_600_000 };
  const only = scripted(done);
  const { made } = sender([only.way], [old, left]);
  const answered = await new Promise((resolve) => made.resume((sending) => resolve(sending.commandId)));
  expect(answered).toBe('id-1');
  expect(only.carried).toEqual(['id-1']);
});
