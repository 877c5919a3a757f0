import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { adminProgram } from '@hearth/server/admin/program';
import { readConfig } from '@hearth/server/config';
import { createBlobs } from '@hearth/server/platform/create-blobs';
import { openApp } from '../support/app.ts';
import { gradient, upload } from '../support/uploads.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  process.env['HEARTH_DATA'] = folder;
  process.env['MONGODB_URI'] = '';
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm run admin -- files check`, and with what it ended. */
async function check(...options: string[]): Promise<{ out: string; code: unknown }> {
  const written = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  process.exitCode = 0;
  await adminProgram().parseAsync(['files', 'check', ...options], { from: 'user' });
  const [out, code] = [written.mock.calls.map(([text]) => String(text)).join(''), process.exitCode];
  written.mockRestore();
  process.exitCode = 0;
  return { out, code };
}

test('I12: files without bytes, and bytes without a file, are found, and the latter deleted', async () => {
  const app = await openApp({ HEARTH_DATA: folder, MONGODB_URI: '' });
  const ana = await app.person();
  const bytes = await gradient(300, 200).jpeg().toBuffer();
  const [one, other] = [await upload(ana, bytes), await upload(ana, bytes)];
  await ana.do('file.begin', { use: 'picture', name: 'on its way', size: 5_000 });
  const gone = await ana.do('file.begin', { use: 'picture', name: 'given up', size: 5_000 });
  await ana.do('file.discard', { fileId: gone.id });
  await app.close();
  // Whoever comes to a store first brings it up to date, and says so.
  expect((await check()).out).toMatch(/^0 without bytes, 0 without a file\.$/m);
  expect(await check()).toEqual({ out: '0 without bytes, 0 without a file.\n', code: 0 });

  const blobs = createBlobs(readConfig({ HEARTH_DATA: folder }));
  await blobs.removeGroup(one.id);
  await blobs.put('0123456789abcdef/piece-1', bytes);
  await blobs.put(`${gone.id}/piece-1`, bytes);
  const stray = ['0123456789abcdef', gone.id];
  const { out, code } = await check();
  expect(out).toContain(`${one.id}: its bytes are missing\n`);
  for (const id of stray) expect(out).toContain(`${id}: no file has these bytes\n`);
  expect([out.endsWith('1 without bytes, 2 without a file.\n'), code]).toEqual([true, 1]);
  expect((await check('--delete')).out).toContain('2 without a file, which are deleted.');
  const groups: string[] = [];
  for await (const group of blobs.groups()) groups.push(group);
  expect(groups).toEqual([other.id]);
});
