import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'acorn';
import { commandsIn, pathsIn, promisesIn } from '../../scripts/check-docs.ts';

const require = createRequire(import.meta.url);
const scripts = join(import.meta.dirname, '../../scripts');
// CommonJS that an old Node can read has no types; these are what its comments say.
const { isNewEnough }: { isNewEnough: (version: string) => boolean } = require(`${scripts}/lib/node-version.cjs`);
const { sentenceOf }: { sentenceOf: (error: object) => string } = require(`${scripts}/lib/faults.cjs`);
const { hashOf }: { hashOf: (root: string, sources: string[]) => string } = require(`${scripts}/lib/build.cjs`);

describe('an old Node', () => {
  const files = [scripts, join(scripts, 'lib')].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => join(folder, name)),
  );
  test.each(files.map((file) => [file.slice(scripts.length + 1), file]))('can read %s', (_name, file) => {
    expect(() => parse(readFileSync(file, 'utf8'), { ecmaVersion: 5, allowHashBang: true })).not.toThrow();
  });

  test.each([
    ['v20.20.2', false],
    ['v22.17.9', false],
    ['v22.18.0', true],
    ['v23.11.0', false],
    ['v24.0.0', true],
    ['v26.1.0', true],
  ])('%s is new enough: %s', (version, expected) => expect(isNewEnough(version)).toBe(expected));
});

describe('a failed step is told in one sentence', () => {
  test.each([
    ['npm error code ENOSPC\nnpm error syscall write', /disk is full/],
    ['npm error request failed, reason: getaddrinfo EAI_AGAIN', /no way to the npm registry/],
    ['npm error connect ECONNREFUSED 127.0.0.1:9', /no way to the npm registry/],
    ['npm error code EACCES', /your rights/],
  ])('%s', (output, sentence) => expect(sentenceOf(Object.assign(new Error('failed'), { output }))).toMatch(sentence));

  test('and where it is unknown, the last lines are shown', () => {
    const output = Array.from({ length: 40 }, (_, n) => `line ${n}`).join('\n');
    const said = sentenceOf(Object.assign(new Error('"Building" failed.'), { output, log: '.cache/build.log' }));
    expect(said).toMatch(/Building[^]*line 39[^]*build\.log/);
    expect(said).not.toContain('line 3\n');
  });
});

test('the pages are stale when a source changes, appears or goes, and only then', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-build-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.ts'), 'one');
  const first = hashOf(root, ['src']);
  expect(hashOf(root, ['src'])).toBe(first);
  writeFileSync(join(root, 'src/b.ts'), 'two');
  const second = hashOf(root, ['src']);
  expect(second).not.toBe(first);
  mkdirSync(join(root, 'src/paraglide'));
  cpSync(join(root, 'src/a.ts'), join(root, 'src/paraglide/made.js'));
  expect(hashOf(root, ['src'])).toBe(second);
  writeFileSync(join(root, 'src/a.ts'), 'three');
  expect(hashOf(root, ['src'])).not.toBe(second);
});

test('what builds the pages is installed also where NODE_ENV or npm’s settings speak of production', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-install-'));
  mkdirSync(join(root, 'builder'));
  writeFileSync(join(root, 'builder/package.json'), JSON.stringify({ name: 'builder', version: '1.0.0' }));
  const own = { name: 'checkout', devDependencies: { builder: 'file:./builder' } };
  writeFileSync(join(root, 'package.json'), JSON.stringify(own));
  const lock = { name: 'checkout', lockfileVersion: 3, packages: { '': own } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
  const install = 'require(process.argv[1]).ensureInstalled(process.argv[2], (error) => process.exit(error ? 1 : 0))';
  const { status } = spawnSync(process.execPath, ['-e', install, `${scripts}/lib/install.cjs`, root], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production', npm_config_omit: 'dev' },
  });
  expect([status, existsSync(join(root, 'node_modules/builder'))]).toEqual([0, true]);
  rmSync(root, { recursive: true });
});

test('the docs check finds the paths, commands and promises of a page', () => {
  const page =
    'See `docs/live-protocol.md`, `ARCHITECTURE.md`, `npm start`, `npm run prove -- all` and ![a](docs/pictures/a.png).\n\n- **L3** Whoever …\n';
  expect(pathsIn(page)).toEqual(['docs/live-protocol.md', 'ARCHITECTURE.md', 'docs/pictures/a.png']);
  expect(commandsIn(page)).toEqual(['prove']);
  expect(promisesIn(page)).toEqual(['L3']);
});
