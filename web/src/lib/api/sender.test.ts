import { expect, test } from '@jest/globals';
import { AppError, type Result } from '@hearth/shared/kernel/errors';
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

function sender(ways: readonly Way[], kept: readonly Sending[] = [], slept = 0) {
  let shelf = kept;
  const keep = (sending: Sending) => (shelf = [...shelf.filter((one) => one.commandId !== sending.commandId), sending]);
  const drop = (commandId: string) => (shelf = shelf.filter((one) => one.commandId !== commandId));
  const waits: number[] = [];
  const made = new Sender({
    ways,
    shelf: { read: () => shelf, keep, drop },
    wait: async (ms) => void waits.push(ms),
    now: () => 1_000_000_000 + (waits.length > 0 ? slept : 0),
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

test('what steers a room is not said any more when the moment has passed; words are', async () => {
  const kept = [{ commandId: 'id-0', name: 'room.end', input: {}, since: 1_000_000_000 - 60_000 }];
  const only = scripted('no answer', 'no answer', done, 'no answer');
  const { made, shelf } = sender([only.way], kept, 60_000);
  made.resume(() => {});
  expect(shelf()).toEqual([]);
  const open = made.send('room.open', { roomId: 'a' }, 'id-1');
  const ask = made.send('question.ask', { roomId: 'b' }, 'id-2');
  expect(await open).toMatchObject({ ok: false, error: { reason: 'not-in-time' } });
  expect(await ask).toEqual(done);
  expect(only.carried).toEqual(['id-1', 'id-2', 'id-2']);
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

/** Keeps every answer back until it is given. */
function slow(): { way: Way; carried: string[]; answer: (commandId: string) => Promise<void> } {
  const carried: string[] = [];
  const waiting = new Map<string, (result: Result<unknown>) => void>();
  const way: Way = ({ commandId }) =>
    new Promise((resolve) => {
      carried.push(commandId);
      waiting.set(commandId, resolve);
    });
  const answer = async (commandId: string) => {
    waiting.get(commandId)?.(done);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { way, carried, answer };
}

test('in one thread or room a command waits for the one before, and other threads do not wait for it', async () => {
  const { way, carried, answer } = slow();
  const { made } = sender([way]);
  const send = (id: string, input: object) => void made.send('post.reply', input, id);
  send('a1', { threadId: 'a' });
  send('a2', { threadId: 'a' });
  send('b1', { roomId: 'b' });
  send('b2', { roomId: 'b' });
  expect(carried).toEqual(['a1', 'b1']);
  await answer('b1');
  expect(carried).toEqual(['a1', 'b1', 'b2']);
  await answer('a1');
  expect(carried).toEqual(['a1', 'b1', 'b2', 'a2']);
});

test('what waits goes in the order it was written, though the first of it is tried again', async () => {
  const only = scripted('no answer', 'no answer');
  const { made } = sender([only.way]);
  const sent = ['1', '2', '3'].map((id) => made.send('post.reply', { threadId: 't' }, id));
  await Promise.all(sent);
  expect(only.carried).toEqual(['1', '1', '1', '2', '3']);
});

test('however much waits, six streams at most are written to at once', async () => {
  const { way, carried, answer } = slow();
  const { made } = sender([way]);
  for (let n = 0; n < 200; n++) void made.send('post.reply', { threadId: `t${n}` }, String(n));
  expect(carried).toHaveLength(6);
  for (let n = 0; n < 200; n++) await answer(String(n));
  expect(carried).toHaveLength(200);
  expect(made.underWay('post.reply')).toEqual([]);
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
