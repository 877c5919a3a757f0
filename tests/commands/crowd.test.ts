import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PostModel, ThreadModel, type ThreadRecord } from '@hearth/server/features/threads/model';
import { threads, type ThreadData } from '@hearth/server/features/threads/stream';
import { commit, type Streams } from '@hearth/server/streams/commit';
import type { EventRecord } from '@hearth/server/streams/definition';
import { AggregateCache } from '@hearth/server/streams/aggregate-cache';
import { readFrom } from '@hearth/server/streams/store';
import { CommandQueue } from '@hearth/server/streams/command-queue';
import { roomError } from '@hearth/shared/rooms/errors';
import { AppError, commonError } from '@hearth/shared/kernel/errors';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { present } from '../support/parts.ts';

let app: TestApp;
let ana: Person;
let id: string;
/** What this process and another one have of their own; the store is the same. */
let processes: Streams[];
beforeAll(async () => {
  app = await openApp();
  ana = await app.person();
  ({ id } = await aThread(ana, await aBoard()));
  processes = [1, 2].map(() => ({
    ...app.services.streams,
    commandQueue: new CommandQueue(500),
    aggregates: new AggregateCache(),
  }));
});
afterAll(() => app.close());

type Result = EventRecord<ThreadData> | null | string;

/** A post above the last one; refused where the thread has `most` posts already. */
async function post(
  streams: Streams | undefined,
  commandId: string,
  { most = Infinity, issuer = 'ana' } = {},
): Promise<Result> {
  if (!streams) throw new Error('no such process');
  const decide = (aggregate: ThreadRecord | null): ThreadData => {
    if (!aggregate) throw commonError('no-such-thing');
    if (aggregate.lastNo >= most) throw roomError('asking-closed');
    const { _id, seq: _seq, mark: _mark, ...thread } = aggregate;
    const words = { by: null, editedAt: null, deletedAt: null, deletedBy: null, text: commandId, html: commandId };
    const next = { ...words, no: aggregate.lastNo + 1, key: commandId, at: new Date() };
    return { thread: { ...thread, lastNo: next.no, lastPostAt: next.at }, post: next };
  };
  return commit(streams, threads, id, { commandId, issuer }, decide, { isBatchable: true }).catch((error: unknown) => {
    if (error instanceof AppError) return error.wire.reason;
    throw error;
  });
}

const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
const seqOf = (result: Result | undefined) => (typeof result === 'object' ? (result?.seq ?? 0) : 0);

test('L1, L7: crowds in two processes, everybody twice, end in consecutive numbers and one post each', async () => {
  const before = await ThreadModel.findById(id).lean<ThreadRecord>();
  const commands = ids(120);
  const asked = commands.flatMap((commandId, n) => [
    post(processes[n % 2], commandId),
    post(processes[(n + (n % 3)) % 2], commandId),
  ]);
  const results = await Promise.all(asked);
  for (const [n, commandId] of commands.entries()) {
    expect(results[2 * n]).toMatchObject({ commandId });
    expect(seqOf(results[2 * n + 1])).toBe(seqOf(results[2 * n]));
  }
  const events = await readFrom(`thread:${id}`, 1, 1_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, place) => place + 1));
  expect(await PostModel.countDocuments({ threadId: id, key: { $in: commands } })).toBe(120);
  const after = await ThreadModel.findById(id).lean<ThreadRecord>();
  expect(after).toMatchObject({ lastNo: (before?.lastNo ?? 0) + 120, seq: (before?.seq ?? 0) + 120 });
}, 60_000);

test('what is full is full for exactly those who came too late, whoever was overtaken meanwhile', async () => {
  const { lastNo } = present(await ThreadModel.findById(id).lean<ThreadRecord>());
  const results = await Promise.all(
    ids(60).map((commandId, n) => post(processes[n % 2], commandId, { most: lastNo + 25 })),
  );
  expect(results.filter((result) => typeof result === 'object')).toHaveLength(25);
  expect(results.filter((result) => result === 'asking-closed')).toHaveLength(35);
});

test('a refusal is never decided on an aggregate that another process has left behind', async () => {
  const [here, there] = processes;
  const { lastNo } = present(await ThreadModel.findById(id).lean<ThreadRecord>());
  const first = await post(here, randomUUID());
  expect(here?.aggregates.find(`thread:${id}`)).toMatchObject({ lastNo: lastNo + 1 });
  await post(there, randomUUID());
  // Here the thread still seems to have one post less; there it is full.
  expect(await post(here, randomUUID(), { most: lastNo + 2 })).toBe('asking-closed');
  const last = await post(here, randomUUID());
  expect(seqOf(last)).toBe(seqOf(first) + 2);
});

test('somebody else’s command id is refused in a crowd as it is alone', async () => {
  const commandId = randomUUID();
  const own = await post(processes[0], commandId);
  const crowd = [...ids(5).map((one) => post(processes[0], one)), post(processes[0], commandId, { issuer: 'ben' })];
  const results = await Promise.all([...crowd, ...ids(5).map((one) => post(processes[0], one))]);
  expect(results.filter((result) => result === 'id-taken')).toHaveLength(1);
  expect(results[5]).toBe('id-taken');
  expect(seqOf(results.at(-1))).toBe(seqOf(own) + 10);
});
