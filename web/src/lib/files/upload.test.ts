import { expect, test } from '@jest/globals';
import { fileId, type OwnFile } from '@hearth/shared/files/entity';
import { fileError } from '@hearth/shared/files/errors';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import { upload, type UploadLine } from './upload.ts';

const SIZE = 1_000;
const bytes = new Blob(['x'.repeat(SIZE)]);
const ID = fileId.parse('0123456789abcdef');
const file = (received: number, state: OwnFile['state'] = 'arriving', reason: string | null = null): OwnFile => ({
  ...{
    id: ID,
    use: 'picture',
    name: '',
    size: SIZE,
    received,
    state,
    reason,
    width: 0,
    height: 0,
    alt: '',
    kind: null,
  },
});
const is = (value: OwnFile): Result<OwnFile> => ({ ok: true, value });
const no = (error: { wire: Extract<Result<never>, { ok: false }>['error'] }): Result<never> => ({
  ok: false,
  error: error.wire,
});

/** A server behind a line that lets through so many bytes before it breaks, try after try, and then all of them. */
function lineThatBreaksAfter(...lengths: number[]) {
  let there = 0;
  const carried: [from: number, bytes: number][] = [];
  const now = () => is(file(there, there < SIZE ? 'arriving' : 'ready'));
  const line: UploadLine = {
    begin: async () => now(),
    look: async () => now(),
    send: async (_id, offset, piece, onSent) => {
      expect(offset).toBe(there);
      const most = Math.min(lengths.shift() ?? SIZE, piece.size);
      there += most;
      carried.push([offset, most]);
      onSent(most);
      if (most < piece.size) throw new Error('the line is gone');
      return now();
    },
  };
  return { line, carried };
}

function run(line: UploadLine, begun: OwnFile['id'] | null = null) {
  const shares: number[] = [];
  const pauses: number[] = [];
  const giveUp = new AbortController();
  const pause = async (faults: number) => void pauses.push(faults);
  const onProgress = (share: number) => void shares.push(share);
  const uploading = { piece: 400, onProgress, pause, signal: giveUp.signal };
  return { done: upload(line, bytes, uploading, begun), shares, pauses, giveUp };
}

test('goes piece by piece, on where the line was cut off, and sends nothing twice', async () => {
  const { line, carried } = lineThatBreaksAfter(400, 150, 30);
  const { done, shares } = run(line);
  expect(await done).toEqual(is(file(SIZE, 'ready')));
  expect(carried).toEqual([
    [0, 400],
    [400, 150],
    [550, 30],
    [580, 400],
    [980, 20],
  ]);
  expect(shares).toEqual([0.4, 0.55, 0.58, 0.98, 1]);
});

test('a line that brings a little each time is never given up', async () => {
  const { line, carried } = lineThatBreaksAfter(...Array.from({ length: 40 }, () => 20));
  expect(await run(line).done).toEqual(is(file(SIZE, 'ready')));
  expect(carried).toHaveLength(41);
});

test('a line that brings nothing is given up; tried again later it goes on', async () => {
  const { line, carried } = lineThatBreaksAfter(300, ...Array.from({ length: 9 }, () => 0));
  const { done, pauses } = run(line);
  expect(await done).toBeNull();
  expect(pauses).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await run(line, ID).done).toEqual(is(file(SIZE, 'ready')));
  expect(carried.at(-2)).toEqual([300, 400]);
});

test('a refusal that is about the file ends it; one about the moment does not', async () => {
  const { line } = lineThatBreaksAfter();
  const answers = [no(commonError('busy')), no(fileError('picture-kind'))];
  const { done, pauses } = run({ ...line, send: async () => answers.shift() ?? no(commonError('internal')) });
  expect(await done).toEqual(no(fileError('picture-kind')));
  expect(pauses).toEqual([1]);
});

test('waits until the picture is made, and says what was found in it', async () => {
  const { line } = lineThatBreaksAfter();
  const states = [is(file(SIZE, 'making')), is(file(SIZE, 'refused', 'picture-broken'))];
  const { done, pauses } = run({
    ...line,
    send: async () => is(file(SIZE, 'making')),
    look: async () => states.shift() ?? no(commonError('internal')),
  });
  expect(await done).toMatchObject({ ok: false, error: { reason: 'picture-broken' } });
  expect(pauses).toEqual([0, 0]);
});

test('beginning is tried again as well', async () => {
  const { line } = lineThatBreaksAfter();
  let tries = 0;
  const begin: typeof line.begin = async (whole) => {
    if (++tries < 3) throw new Error('no line yet');
    return line.begin(whole);
  };
  expect(await run({ ...line, begin }).done).toEqual(is(file(SIZE, 'ready')));
});

test('what was given up is not tried again', async () => {
  const { line, carried } = lineThatBreaksAfter(100, 100, 100);
  const { done, giveUp } = run(line);
  giveUp.abort();
  expect(await done).toBeNull();
  expect(carried).toEqual([[0, 100]]);
});
