import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, ills, isClean, type Ill, type Truth } from '../support/history/check.ts';
import { History, type Entry, type Data } from '../support/history/history.ts';

const stream = 'thread:t';
const truth: Truth = {
  streams: {
    [stream]: {
      events: ['first', 'second', 'third'].map((commandId, n) => ({ seq: n + 1, mark: `m${n + 1}`, commandId })),
      things: ['first', 'second', 'third'].map((commandId, n) => ({ commandId, no: n + 1 })),
      digest: 'as it is',
    },
  },
};
type Timed = Data & { readonly at?: number };
const heard = (kind: 'received' | 'applied' | 'resync', seq: number, who = 'ana') =>
  ({ kind, who, stream, seq, mark: `m${seq}` }) as const;
const given = (op: string) => ({ kind: 'invoke', who: 'ben', op, stream }) as const;
const ok = (op: string, no: number) => ({ kind: 'ok', who: 'ben', op, no }) as const;
const shows = (digest: string, at: number) =>
  ({ kind: 'shows', who: 'ana', stream, seq: 3, mark: 'm3', digest, at }) as const;

/** A run in which nothing went wrong; every test below breaks exactly one thing in it. */
const sound: readonly Timed[] = [
  given('first'),
  given('second'),
  given('third'),
  heard('resync', 0),
  ok('first', 1),
  heard('applied', 1),
  { kind: 'info', who: 'ben', op: 'second', why: 'no answer' },
  ok('second', 2),
  heard('applied', 2),
  heard('applied', 3),
  { kind: 'calm', at: 1_000 },
  shows('behind', 2_000),
  shows('as it is', 3_000),
];
const at = (data: readonly Timed[]): Entry[] => data.map((data, n) => ({ at: n, ...data }));
const verdictOn = (data: readonly Timed[], real: Truth = truth) => check(at(data), real);
const none = Object.fromEntries(ills.map((ill) => [ill, 0]));
const without = (index: number) => sound.filter((_, n) => n !== index);
const real = (change: Partial<Truth['streams'][string]>): Truth => ({
  streams: { [stream]: { ...(truth.streams[stream] ?? { events: [], things: [], digest: '' }), ...change } },
});
const things = truth.streams[stream]?.things ?? [];
const events = truth.streams[stream]?.events ?? [];

test('a sound run has no fault, and a command without an answer may be there', () => {
  const verdict = verdictOn(sound);
  expect(verdict).toEqual({ ...none, details: [] });
  expect(isClean(verdict)).toBe(true);
});

const broken: readonly (readonly [string, Ill, readonly Timed[], Truth?])[] = [
  ['I1: an acknowledged post that is not there', 'lost', sound, real({ things: things.slice(1) })],
  ['an acknowledged post that became another number', 'lost', sound.with(4, ok('first', 9))],
  ['a post that is there twice', 'doubled', sound, real({ things: [...things, { commandId: 'second', no: 4 }] })],
  ['a post acknowledged as two', 'doubled', [...sound, ok('second', 3)]],
  [
    'an event that is there twice',
    'doubled',
    sound,
    real({ events: events.with(1, { seq: 2, mark: 'm2', commandId: 'first' }) }),
  ],
  [
    'I2: a refused post that is there',
    'ghosts',
    [...sound, { kind: 'fail', who: 'ben', op: 'third', reason: 'internal' }],
  ],
  ['a post nobody gave', 'ghosts', without(2)],
  [
    'I3: a number that is missing in the stream',
    'gaps',
    sound,
    real({ events: events.with(2, { seq: 4, mark: 'm3', commandId: 'third' }) }),
  ],
  ['I4: a watcher who misses one', 'gaps', without(8)],
  ['a watcher who gets one twice', 'gaps', sound.toSpliced(9, 0, heard('applied', 2))],
  ['a watcher who falls back', 'gaps', sound.toSpliced(9, 0, heard('resync', 1), heard('applied', 2))],
  ['a watcher of another history', 'gaps', sound.with(9, { ...heard('applied', 3), mark: 'other' })],
  ['a watcher who never read the view', 'gaps', without(3)],
  ['a view that stays behind', 'unconverged', without(12)],
  ['I5: a view that is late', 'unconverged', sound.with(12, shows('as it is', 11_500))],
  ['I6: a view that was right and is wrong again', 'unconverged', [...sound, shows('behind', 4_000)]],
  ['an answer that is late', 'unconverged', [...sound, { ...ok('third', 3), at: 11_500 }]],
  ['a run that never came to calm', 'unconverged', without(10)],
  [
    'I9: an event that arrives after the right to it was lost',
    'leaked',
    [...sound, { kind: 'revoked', who: 'ana', stream, at: 4_000 }, { ...heard('received', 3), at: 5_500 }],
  ],
];

describe('one thing wrong is found, and nothing else', () => {
  test.each(broken)('%s', (_what, ill, data, truthThen = truth) => {
    const verdict = verdictOn(data, truthThen);
    expect(verdict).toMatchObject({ ...none, [ill]: 1 });
    expect(verdict.details).toEqual([expect.stringContaining(ill)]);
    expect(isClean(verdict)).toBe(false);
  });
});

test('what is allowed is not found: a second of grace, a right given back, a client that left', () => {
  const revoked = { kind: 'revoked', who: 'ana', stream, at: 4_000 } as const;
  const late = { ...heard('received', 3), at: 5_500 };
  const behind = sound.slice(0, 11);
  expect(isClean(verdictOn([...sound, revoked, { ...late, at: 4_900 }]))).toBe(true);
  expect(isClean(verdictOn([...sound, revoked, { kind: 'granted', who: 'ana', stream, at: 5_000 }, late]))).toBe(true);
  expect(isClean(verdictOn([...behind, revoked]))).toBe(true);
  expect(isClean(verdictOn([...behind, { kind: 'gone', who: 'ana' }]))).toBe(true);
});

test('a view may be late by as long as answers flow that were waited for, and no longer', () => {
  const answers = [9_000, 17_000].map((time, n) => ({ ...ok(n === 0 ? 'second' : 'third', n + 2), at: time }));
  const flowing = [...sound.slice(0, 11), ...answers];
  expect(verdictOn([...flowing, shows('as it is', 26_000)])).toEqual({ ...none, details: [] });
  expect(verdictOn([...flowing, shows('as it is', 28_000)])).toMatchObject({ ...none, unconverged: 1 });
});

test('a history is kept in order, with the time of its clock, and written a line each', () => {
  let now = 5;
  const history = new History(() => now);
  history.add(given('first'));
  now = 9;
  history.add(ok('first', 1));
  const file = join(mkdtempSync(join(tmpdir(), 'hearth-history-')), 'run.jsonl');
  history.write(file);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { at: 5, ...given('first') },
    { at: 9, ...ok('first', 1) },
  ]);
  expect(history.count('ok')).toBe(1);
});
