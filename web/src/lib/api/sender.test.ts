import { expect, test } from '@jest/globals';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import type { OutgoingRules } from '@hearth/shared/kernel/outgoing';
import { Sender, type OutgoingCommand, type Transport } from './sender.ts';

const done: Result<unknown> = { ok: true, value: {} };
const refusal = (reason: 'busy' | 'not-yours'): Result<unknown> => ({ ok: false, error: commonError(reason).wire });

/** Words are kept and wait in line; a signal is for this moment; a secret has no rule. */
const rules: OutgoingRules = {
  words: { order: 'place', keep: true },
  signal: { order: 'place', keep: true, expiresMs: 60_000 },
};

function scripted(...answers: (Result<unknown> | 'no answer')[]): { transport: Transport; carried: string[] } {
  const carried: string[] = [];
  const transport: Transport = async ({ commandId }) => {
    carried.push(commandId);
    const answer = answers.shift() ?? done;
    if (answer === 'no answer') throw new Error('gone');
    return answer;
  };
  return { transport, carried };
}

function sender(
  transports: readonly Transport[],
  kept: readonly OutgoingCommand[] = [],
  slept = 0,
  wait: (ms: number) => Promise<unknown> = async () => {},
) {
  const faults: unknown[] = [];
  let stored = kept;
  const keep = (command: OutgoingCommand) =>
    (stored = [...stored.filter((one) => one.commandId !== command.commandId), command]);
  const drop = (commandId: string) => (stored = stored.filter((one) => one.commandId !== commandId));
  const waits: number[] = [];
  const made = new Sender({
    transports,
    store: { read: () => stored, keep, drop },
    rules,
    wait: async (ms) => {
      waits.push(ms);
      await wait(ms);
    },
    now: () => 1_000_000_000 + (waits.length > 0 ? slept : 0),
    report: (fault) => void faults.push(fault),
  });
  return { made, waits, faults, stored: () => stored };
}

test('the second transport carries what the first one could not, under the same id', async () => {
  const [socket, http] = [scripted('no answer'), scripted(done)];
  const { made, waits } = sender([socket.transport, http.transport]);
  expect(await made.send('words', {}, 'id-1')).toEqual(done);
  expect([socket.carried, http.carried, waits]).toEqual([['id-1'], ['id-1'], []]);
});

test('it tries again with growing pauses until there is an answer', async () => {
  const only = scripted('no answer', 'no answer', refusal('busy'), 'no answer', 'no answer', 'no answer', done);
  const { made, waits } = sender([only.transport]);
  expect(await made.send('words', {}, 'id-1')).toEqual(done);
  expect(new Set(only.carried)).toEqual(new Set(['id-1']));
  expect(waits).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test('what is for this moment is not sent any more when the moment has passed; words are', async () => {
  const kept = [{ commandId: 'id-0', name: 'signal', input: {}, since: 1_000_000_000 - 60_000 }];
  const only = scripted('no answer', 'no answer', done, 'no answer');
  const { made, stored } = sender([only.transport], kept, 60_000);
  made.resume(() => {});
  expect(stored()).toEqual([]);
  const signal = made.send('signal', { place: 'a' }, 'id-1');
  const words = made.send('words', { place: 'b' }, 'id-2');
  expect(await signal).toMatchObject({ ok: false, error: { reason: 'not-in-time' } });
  expect(await words).toEqual(done);
  expect(only.carried).toEqual(['id-1', 'id-2', 'id-2']);
});

test('R1: a fault of ours on the way is a refusal, and what stands behind it goes', async () => {
  const only = scripted('no answer');
  const fault = new Error('a fault of ours');
  const { made, stored, faults } = sender([only.transport], [], 0, () => Promise.reject(fault));
  const [first, second] = [made.send('words', {}, 'id-1'), made.send('words', {}, 'id-2')];
  expect(await first).toMatchObject({ ok: false, error: { reason: 'internal' } });
  expect(await second).toEqual(done);
  expect([faults, stored()]).toEqual([[fault], []]);
});

test('a refusal is an answer', async () => {
  const only = scripted(refusal('not-yours'));
  expect(await sender([only.transport]).made.send('words', {}, 'id-1')).toEqual(refusal('not-yours'));
});

test('a command is in the store until it has its answer; one without a rule never is', async () => {
  const { transport, answer } = slow();
  const { made, stored } = sender([transport]);
  const sent = made.send('words', { text: 'Hello' }, 'id-1');
  void made.send('secret', { password: 'hidden' }, 'id-2');
  expect(stored()).toMatchObject([{ commandId: 'id-1', name: 'words', input: { text: 'Hello' } }]);
  await answer('id-1');
  await sent;
  expect(stored()).toEqual([]);
});

/** Keeps every answer back until it is given. */
function slow(): { transport: Transport; carried: string[]; answer: (commandId: string) => Promise<void> } {
  const carried: string[] = [];
  const waiting = new Map<string, (result: Result<unknown>) => void>();
  const transport: Transport = ({ commandId }) =>
    new Promise((resolve) => {
      carried.push(commandId);
      waiting.set(commandId, resolve);
    });
  const answer = async (commandId: string) => {
    waiting.get(commandId)?.(done);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { transport, carried, answer };
}

test('in one place a command waits for the one before, and other places do not wait for it', async () => {
  const { transport, carried, answer } = slow();
  const { made } = sender([transport]);
  const send = (id: string, input: object) => void made.send('words', input, id);
  send('a1', { place: 'a' });
  send('a2', { place: 'a' });
  send('b1', { place: 'b' });
  send('b2', { place: 'b' });
  expect(carried).toEqual(['a1', 'b1']);
  await answer('b1');
  expect(carried).toEqual(['a1', 'b1', 'b2']);
  await answer('a1');
  expect(carried).toEqual(['a1', 'b1', 'b2', 'a2']);
});

test('what waits goes in the order it was written, though the first of it is tried again', async () => {
  const only = scripted('no answer', 'no answer');
  const { made } = sender([only.transport]);
  const sent = ['1', '2', '3'].map((id) => made.send('words', { place: 't' }, id));
  await Promise.all(sent);
  expect(only.carried).toEqual(['1', '1', '1', '2', '3']);
});

test('however much waits, six queues at most are delivered at once', async () => {
  const { transport, carried, answer } = slow();
  const { made } = sender([transport]);
  for (let n = 0; n < 200; n++) void made.send('words', { place: `t${n}` }, String(n));
  expect(carried).toHaveLength(6);
  for (let n = 0; n < 200; n++) await answer(String(n));
  expect(carried).toHaveLength(200);
  expect(made.unanswered('words')).toEqual([]);
});

test('what is given twice under one id is sent once, and both get its answer', async () => {
  const only = scripted(done);
  const { made } = sender([only.transport], [{ commandId: 'id-1', name: 'words', input: {}, since: 1_000_000_000 }]);
  const resumed = new Promise((resolve) => made.resume((_, result) => resolve(result)));
  expect(await Promise.all([made.send('words', {}, 'id-1'), resumed])).toEqual([done, done]);
  expect(only.carried).toEqual(['id-1']);
});

test('after a reload what was left is delivered, and what is older than a day is not', async () => {
  const left: OutgoingCommand = { commandId: 'id-1', name: 'words', input: {}, since: 999_999_000 };
  const old: OutgoingCommand = { ...left, commandId: 'id-0', since: 1_000_000_000 - 25 * 3_600_000 };
  const only = scripted(done);
  const { made } = sender([only.transport], [old, left]);
  const answered = await new Promise((resolve) => made.resume((command) => resolve(command.commandId)));
  expect(answered).toBe('id-1');
  expect(only.carried).toEqual(['id-1']);
});
