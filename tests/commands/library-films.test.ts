import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { downloadPath, playPath } from '@hearth/shared/files/address';
import type { OwnFile } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { CAPTIONS, mp4 } from '../support/films.ts';
import { anEntry, entryWords, turnEntry } from '../support/library.ts';
import type { Person } from '../support/person.ts';
import { pdf } from '../support/documents.ts';
import { send, upload } from '../support/uploads.ts';

let app: TestApp;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person({ name: 'Ana Fuentes' });
  rosa = await app.person({ name: 'Rosa Delgado', role: 'moderator' });
});
afterAll(() => app.close());

const captions = (text: string, name = 'talk.vtt') => upload(ana, Buffer.from(text), 'captions', name);
const get = (path: string, person: Person = ana, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { headers: { ...person.headers(), ...headers } });

const film = ({ id: fileId }: OwnFile, own: readonly OwnFile[] = []) => ({
  ...{ kind: 'file' as const, fileId, name: 'A talk.mp4', language: 'en' as const },
  captions: own.map(({ id }) => ({ fileId: id, language: 'es' as const })),
});

test.each([
  ['H.264', mp4(), []],
  ['HEVC, as iPhones take it', mp4({ codec: 'hvc1' }), ['video-codec']],
  ['a list at its end', mp4({ isLate: true, long: 600_000 }), ['video-late']],
] as const)('a film is taken with what its owner should know: %s', async (_what, bytes, hints) => {
  expect(await upload(ana, bytes, 'video', 'talk.mp4')).toMatchObject({ state: 'ready', kind: 'mp4', hints });
});

test.each([
  ['QuickTime', mp4({ brand: 'qt  ' }), 'video-kind'],
  ['a PDF', pdf('Plan'), 'video-kind'],
  ['one that is cut off', mp4().subarray(0, -100), 'video-broken'],
  ['one without a list', mp4().subarray(0, 36), 'video-broken'],
  ['sound alone', Buffer.from(mp4().toString('latin1').replace('vide', 'soun'), 'latin1'), 'video-broken'],
  [
    'a box longer than what it is in',
    Buffer.from(
      mp4()
        .toString('latin1')
        .replace(/....trak/s, '\x7f\0\0\0trak'),
      'latin1',
    ),
    'video-broken',
  ],
  [
    'boxes of no length',
    Buffer.from(
      mp4()
        .toString('latin1')
        .replace(/....trak/s, '\0\0\0\x04trak'),
      'latin1',
    ),
    'video-broken',
  ],
] as const)('attack 57: what is no film is none, whatever it is called: %s', async (_what, bytes, reason) => {
  const { id } = await ana.do('file.begin', { use: 'video', name: 'talk.mp4', size: bytes.length });
  await ana.do('file.discard', { fileId: id });
  expect(await upload(ana, bytes, 'video', 'talk.mp4')).toMatchObject({ state: 'refused', reason });
});

test('how large a film may be is said before anything is sent, and a post takes none', async () => {
  const begin = (use: 'video' | 'attachment' | 'captions', name: string, size: number) =>
    ana.try('file.begin', { use, name, size });
  expect(await begin('video', 'a.mp4', fileLimits.video + 1)).toMatchObject({ error: { reason: 'file-too-large' } });
  expect(await begin('video', 'a.mov', 10)).toMatchObject({ error: { reason: 'video-kind' } });
  expect(await begin('attachment', 'a.mp4', 10)).toMatchObject({ error: { reason: 'file-kind' } });
  expect(await begin('captions', 'a.txt', 10)).toMatchObject({ error: { reason: 'captions-kind' } });
  expect(await begin('captions', 'a.srt', fileLimits.captions + 1)).toMatchObject({
    error: { reason: 'file-too-large' },
  });
});

test('captions become WebVTT of our own making, whether they came so or as SRT', async () => {
  const made = '00:00:00.000 --> 00:00:00.400\nAna: Good morning\n';
  const { id } = await captions(CAPTIONS);
  const text = await (await get(playPath(id))).text();
  expect(text).toBe(`WEBVTT\n\n${made}\n00:00:00.400 --> 00:00:02.000\nBuenos días &amp; adiós\n`);
  const srt = '1\r\n00:00:00,000 --> 00:00:00,400\r\n<i>Ana: Good morning</i>\r\n\r\n';
  const other = await captions(srt, 'talk.srt');
  expect(await (await get(playPath(other.id))).text()).toBe(`WEBVTT\n\n${made}`);
});

test('attack 57: nothing of a page stays in captions', async () => {
  const { id } = await captions(
    'WEBVTT\n\nSTYLE\n::cue { background: url(https://example.org/x) }\n\n00:01.000 --> 00:02.000 line:0\n<img src=x onerror=alert(1)>Hi &lt;script&gt; <c.red>you\n',
  );
  const answer = await get(playPath(id));
  expect(await answer.text()).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi &lt;script&gt; you\n');
  expect(answer.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
});

test.each([
  ['WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:00.500 --> 00:03.000\nTwo\n', 'captions-backwards', 6],
  ['WEBVTT\n\n00:03.000 --> 00:02.000\nOne\n', 'captions-backwards', 3],
  ['1\n00:00:01 --> 00:00:02\nNo thousandths\n', 'captions-broken', 2],
  ['Only words\n', 'captions-empty', 0],
  ['WEBVTT\n\n00:01.000 --> 00:02.000\na\0b\n', 'captions-kind', 0],
] as const)('captions that say no order of time are refused with their line: %j', async (text, reason, line) => {
  const { id, answer } = await send(ana, Buffer.from(text), 'captions', 'talk.vtt');
  if (answer.status === 422) expect(answer.body).toMatchObject({ error: { reason } });
  else expect(await captions(text)).toMatchObject({ state: 'refused', reason, line });
  expect((await get(downloadPath(id))).status).toBe(404);
});

test('attack 58: a film whose list has millions of boxes is refused within a second', async () => {
  const box = (type: string, ...within: readonly Buffer[]) => {
    const bytes = Buffer.concat([Buffer.alloc(8), ...within]);
    bytes.writeUInt32BE(bytes.length);
    bytes.write(type, 4, 'latin1');
    return bytes;
  };
  const shows = box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from('vide')]));
  const many = box('stbl', ...Array<Buffer>(900).fill(box('free')));
  const list = box('moov', ...Array<Buffer>(3_900).fill(box('trak', box('mdia', shows, box('minf', many)))));
  const whole = Buffer.concat([box('ftyp', Buffer.from('isom0000isom')), list, box('mdat', Buffer.alloc(8))]);
  const { readVideo } = await import('@hearth/server/features/files/video');
  const began = process.cpuUsage();
  const read = async (first: number, length: number) => whole.subarray(first, first + length);
  expect(await readVideo(read, whole.length)).toEqual({ fault: 'video-broken' });
  expect(process.cpuUsage(began).user).toBeLessThan(300_000);
});

test('attack 58: captions without end are refused within a second', async () => {
  const cue = (n: number) => `00:00:00.000 --> 00:00:01.000\n${'<'.repeat(20)}${n}\n\n`;
  const text = Array.from({ length: 30_000 }, (_, n) => cue(n))
    .join('')
    .slice(0, fileLimits.captions);
  const began = process.cpuUsage();
  const { webVttOf } = await import('@hearth/server/features/files/captions');
  expect(webVttOf(text)).toMatchObject({ fault: 'captions-broken' });
  expect(webVttOf(`00:00:00.000 --> ${'<'.repeat(fileLimits.captions)}`)).toMatchObject({ fault: 'captions-broken' });
  // No empty line between them, so that each could have the words of five hundred.
  const joined = '00:00.000 --> 00:01.000\n<b>some words & more\n'.repeat(19_000).slice(0, fileLimits.captions);
  const made = webVttOf(joined);
  expect('text' in made && made.text.length).toBeLessThan(2 * joined.length);
  const opened = ['<', '{\\', '<v a', '&'].map((sign) => sign.repeat(fileLimits.captions / 8));
  for (const line of opened) expect(webVttOf(`00:00.000 --> 00:01.000\n${line}`)).toHaveProperty('text');
  // Of the processor, so that others on the machine count for nothing.
  expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
});

test('a film stands in an entry with its captions; who may read it plays it, in ranges, and nobody else', async () => {
  const [talk, spanish] = [await upload(ana, mp4(), 'video', 'talk.mp4'), await captions(CAPTIONS)];
  const its = film(talk, [spanish]);
  const entry = await anEntry({ owner: ana, curator: rosa }, 'published', { audience: 'members', parts: [its] });
  const { entry: shown } = await ana.see('library.entry', { entryId: entry.id });
  expect(shown?.parts).toMatchObject([{ type: 'mp4', captions: [{ fileId: spanish.id, language: 'es' }] }]);
  const eve = await app.person();
  for (const { id } of [talk, spanish]) {
    // What Safari asks first.
    const part = await get(playPath(id), eve, { range: 'bytes=0-1' });
    expect([part.status, part.headers.get('content-range')?.slice(0, 10)]).toEqual([206, 'bytes 0-1/']);
    expect(part.headers.get('content-disposition')).toMatch(/^inline; filename="A talk\./);
    expect((await get(playPath(id), app.stranger())).status).toBe(404);
  }
  const { rev } = await turnEntry(rosa, entry, 'hide');
  expect((await get(playPath(talk.id), eve)).status).toBe(404);
  await turnEntry(rosa, { id: entry.id, rev }, 'show');
  expect((await get(playPath(talk.id), eve)).status).toBe(200);
});

test('captions that are taken out of a draft are nowhere, and the film stays', async () => {
  const [talk, spanish] = [await upload(ana, mp4(), 'video', 'talk.mp4'), await captions(CAPTIONS)];
  const { id: entryId, rev } = await ana.do('library.draft', entryWords({ parts: [film(talk, [spanish])] }));
  await ana.do('library.change', { entryId, rev, ...entryWords({ parts: [film(talk)] }) });
  const statuses = [talk, spanish].map(async ({ id }) => (await get(playPath(id), ana)).status);
  expect(await Promise.all(statuses)).toEqual([200, 404]);
});

test('captions stand below nothing that is not played, and nowhere by themselves', async () => {
  const plan = () => upload(ana, pdf('Plan'), 'attachment', 'plan.pdf');
  const alone = {
    kind: 'file' as const,
    fileId: (await captions(CAPTIONS)).id,
    name: 'a.vtt',
    language: 'en' as const,
  };
  const below = film(await plan(), [await captions(CAPTIONS)]);
  const other = film(await upload(ana, mp4(), 'video', 'talk.mp4'), [await plan()]);
  for (const part of [alone, below, other])
    expect(await ana.try('library.draft', entryWords({ parts: [part] }))).toMatchObject({ error: { code: 'invalid' } });
});
