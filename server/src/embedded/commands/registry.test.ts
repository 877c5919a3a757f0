import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from './registry.ts';

/** The map in README.md leads from every command to its code. */
describe('the map', () => {
  const folder = join(import.meta.dirname, '..');
  const rows = readFileSync(join(folder, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  // Old clients spell some names in small letters.
  const names = [...COMMANDS.keys()].filter(
    (name) => !['findandmodify', 'dbstats', 'ismaster', 'buildinfo'].includes(name),
  );

  test.each(names)('%s', (name) => {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``)) ?? '';
    const [file = 'nowhere'] = /commands\/[a-z-]+\.ts/.exec(row) ?? [];
    expect([name, existsSync(join(folder, file))]).toEqual([name, true]);
  });
});
