import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { budget, connections, type Budget } from '@hearth/shared/kernel/budgets';
import { fileReads, pieces } from '@hearth/shared/files/budgets';
import { entries } from '@hearth/shared/accounts/budgets';
import { commands, queries } from '@hearth/shared/contract';
import { limits } from '@hearth/shared/kernel/limits';
import { roomLimits } from '@hearth/shared/rooms/limits';

const page = readFileSync(new URL('../../docs/attacks.md', import.meta.url), 'utf8');
const [, section = ''] = /^## What is counted\n([^]*?)(?=^## |^What these)/m.exec(page) ?? [];
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** Of budgets there are four columns, of commands and queries three. */
const toldOf = new Map(rows.filter(({ length }) => length === 4).map(([name = '', ...cells]) => [name, cells]));
const toldBy = new Map(
  rows
    .filter(({ length }) => length === 3)
    .flatMap(([names, counts]) => quoted(names).map((name) => [name, quoted(counts)])),
);

const namesOf = (budgets: readonly Budget[]) => budgets.map(({ name }) => name);

/** Every budget that a feature exports. */
async function readBudgets(): Promise<Budget[]> {
  const shared = new URL('../../shared/src/', import.meta.url);
  const files = globSync('*/budgets.ts', { cwd: shared });
  const modules = await Promise.all(files.map((file) => import(new URL(file, shared).href)));
  return modules.flatMap((module) => Object.values(module)).filter((value): value is Budget => value !== budget);
}

const plain = (count: number) => count.toLocaleString('en-US');

test('H4: the table says of every command and query by what it is counted, as its contract does', () => {
  const contracts = [
    ...commands.map(({ name, counts, mayCount }) => [name, namesOf([...counts, ...mayCount])] as const),
    ...queries.map(({ name, counts }) => [name, namesOf(counts)] as const),
  ];
  expect(Object.fromEntries(toldBy)).toEqual(Object.fromEntries(contracts));
  expect(rows.every((cells) => (cells.at(-1) ?? '').length > 10)).toBe(true);
});

test('H4: every budget counts for something, and no two share a name, or they would share what is left', async () => {
  // Some count what is neither a command nor a query.
  const besides = [connections, pieces, fileReads];
  const counted = new Set([...besides, ...commands.flatMap(({ counts, mayCount }) => [...counts, ...mayCount])]);
  for (const { counts } of queries) for (const each of counts) counted.add(each);
  expect(namesOf([...counted]).sort()).toEqual(namesOf(await readBudgets()).sort());
  expect(new Set(namesOf([...counted])).size).toBe(counted.size);
});

test('the table tells the numbers that are counted by', async () => {
  const known = (await readBudgets()).map(({ name, per, points, seconds, together }) => {
    const many = `${plain(points)} in ${plain(seconds)} s`;
    return [`\`${name}\``, [per, together ? `${many}; ${plain(together)} together` : many]] as const;
  });
  const told = [...toldOf].map(([name, cells]) => [name, cells.slice(0, 2)] as const);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known));
  for (const most of [
    limits.connectionsEach,
    limits.connectionsOfAddress,
    limits.connectionsOfRange,
    roomLimits.questionsEach,
  ])
    expect(section).toContain(plain(most));
});

test('H4: nothing that somebody can do without an account is counted by who is signed in', () => {
  const entering = commands.filter(({ counts }) => counts.includes(entries));
  expect(entering.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['account.sign-up', 'account.sign-in', 'account.request-code', 'account.redeem-code']),
  );
  for (const { counts, mayCount } of entering)
    for (const { per } of [...counts, ...mayCount]) expect(per).not.toBe('person');
});
