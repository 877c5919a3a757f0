import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { joinDemo } from '../support/joining.ts';
import type { Person } from '../support/person.ts';
import { ServerProcess } from '../support/processes.ts';
import { until } from '../support/watching.ts';
import { z } from 'zod';
import { position, type StreamEvent } from '@hearth/shared/kernel/protocol';

const ROOT = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'hearth-feature-'));
const PAGE = readFileSync(join(ROOT, 'docs/adding-a-feature.md'), 'utf8');

/** A copy of both sides that links what is installed and built, and finds itself where it imports `@hearth/…`. */
function copyProject(): void {
  for (const side of ['shared', 'server'])
    cpSync(join(ROOT, side), join(copy, side), { recursive: true, filter: (path) => !path.includes('node_modules') });
  for (const file of ['package.json', 'tsconfig.base.json']) cpSync(join(ROOT, file), join(copy, file));
  symlinkSync(join(ROOT, 'web'), join(copy, 'web'));
  mkdirSync(join(copy, 'node_modules/@hearth'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((one) => one !== '@hearth'))
    symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  for (const side of ['shared', 'server']) symlinkSync(join(copy, side), join(copy, 'node_modules/@hearth', side));
}

/** Every file that the page shows, as it shows it. */
function writeFiles(): void {
  const files = [...PAGE.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)];
  expect(files.length).toBeGreaterThan(10);
  for (const [, path = '', code = ''] of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), code);
  }
}

/** Puts it at the end of a list, and its import at the beginning of the file. */
function addLine(path: string, list: string): void {
  const source = readFileSync(join(copy, path), 'utf8');
  const before = new RegExp(`const ${list} = \\[([^\\]]*?),?\\s*\\]`);
  expect(source).toMatch(before);
  const added = source.replace(before, `const ${list} = [$1, notices]`);
  writeFileSync(join(copy, path), `import { notices } from './notices/index.ts';\n${added}`);
}

function compile(): string {
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', 'server', '--noEmit'], { cwd: copy, encoding: 'utf8' });
    return '';
  } catch (error) {
    return String(Object(error).stdout);
  }
}

let server: ServerProcess;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  copyProject();
  writeFiles();
  addLine('shared/src/contract.ts', 'about');
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(copy, { recursive: true, force: true });
}, 30_000);

test('a feature of the contract that nobody answers for does not compile, and with its line it does', () => {
  expect(compile()).toContain('server/src/features/index.ts');
  addLine('server/src/features/index.ts', 'keeping');
  expect(compile()).toBe('');
}, 120_000);

test('it starts, answers, and is documented', async () => {
  const settings = { HEARTH_DEMO: 'on', HEARTH_DATA: join(copy, 'data'), NODE_ENV: 'test' };
  server = await ServerProcess.start(settings, { root: copy });
  [ana, ben] = [await joinDemo(server.url), await joinDemo(server.url)];
  expect(await ana.get('notice.get', {})).toMatchObject({ status: 200, body: { value: { notice: null } } });
  expect((await ana.post('notice.pin', { text: '' })).status).toBe(422);
  const pinned = await ana.post('notice.pin', { text: 'The gym is open.' });
  expect(pinned).toMatchObject({ status: 200, body: { value: { text: 'The gym is open.', rev: 1 } } });
  const described = JSON.stringify(await (await fetch(`${server.url}/api/openapi.json`)).json());
  expect(described).toContain('Pins a notice in the place of the one before.');
}, 120_000);

test('it is live, exported and erased', async () => {
  const socket = ben.openSocket();
  const events: StreamEvent[] = [];
  socket.on('event', (event) => events.push(event));
  const { body } = await ben.get('notice.get', {});
  const { value } = z.object({ value: z.object({ position }) }).parse(body);
  await socket.emitWithAck('watch', 'notice:all', value.position);
  await ana.post('notice.pin', { text: 'The gym is closed.' });
  await until(() => events.length > 0, 'the event');
  expect(events[0]).toMatchObject({ seq: 2, change: { notice: { text: 'The gym is closed.' } } });

  expect((await ana.get('account.export', {})).body).toMatchObject({ value: { notices: ['The gym is closed.'] } });
  const { me } = await ana.see('account.me', {});
  expect((await ana.post('account.erase', { email: me?.email, words: 'keep' })).status).toBe(200);
  await until(() => events.length > 1, 'the erasure');
  expect(events[1]).toMatchObject({ change: { notice: { text: 'The gym is closed.', by: null } } });
  socket.disconnect();
}, 60_000);
