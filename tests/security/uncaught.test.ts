import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { Child, nodeFlags } from '../support/processes.ts';
import { freePort } from '../support/redis.ts';

const MARK = 'words of somebody';

test.each(['throw new TypeError', 'Promise.reject(new TypeError'])(
  'H17: a fault that nothing catches (%s) ends the server in one line that quotes nothing',
  async (thrown) => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-test-'));
    const code = `process.on('SIGUSR2', () => { ${thrown}(${JSON.stringify(`${MARK}\n    at ${MARK}`)}) ${thrown.includes('(') ? ')' : ''} })`;
    const file = join(folder, 'fault.mjs');
    await writeFile(file, code);
    const flags = [...nodeFlags, '--import', pathToFileURL(file).href];
    const env = { HEARTH_DATA: folder, HEARTH_DEMO: 'off', PORT: String(await freePort()) };
    const child = new Child('server/src/main.ts', [], env, flags);
    await child.says(/Ctrl\+C stops it/);
    const ended = once(child.process, 'close');
    child.process.kill('SIGUSR2');
    expect(await ended).toEqual([1, null]);
    const lines = child.printed
      .slice(child.printed.indexOf('stops it.') + 9)
      .split('\n')
      .filter((line) => line.trim());
    expect(lines).toEqual([expect.stringMatching(/^{"level":"fatal".*"name":"TypeError".*}$/)]);
    expect(child.printed).not.toContain(MARK);
    await rm(folder, { recursive: true, force: true });
  },
);
