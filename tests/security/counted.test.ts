import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { budgetOf, budgets, type BudgetName } from '@hearth/shared/kernel/budgets';
import { commands, queries } from '@hearth/shared/contract';
import { limits } from '@hearth/shared/kernel/limits';

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

const plain = (count: number) => count.toLocaleString('en-US');

test('H4: the table says of every command and query by what it is counted, as its contract does', () => {
  const contracts = [
    ...commands.map(({ name, counts, mayCount }) => [name, [...counts, ...mayCount]] as const),
    ...queries.map(({ name, counts }) => [name, [...counts]] as const),
  ];
  expect(Object.fromEntries(toldBy)).toEqual(Object.fromEntries(contracts));
  expect(rows.every((cells) => (cells.at(-1) ?? '').length > 10)).toBe(true);
});

test('the table tells the numbers that are counted by', () => {
  const names = Object.keys(budgets) as BudgetName[];
  const known = names.map((name) => {
    const { per, points, seconds, together } = budgetOf(name);
    const many = `${plain(points)} in ${plain(seconds)} s`;
    return [`\`${name}\``, [per, together ? `${many}; ${plain(together)} together` : many]] as const;
  });
  const told = [...toldOf].map(([name, cells]) => [name, cells.slice(0, 2)] as const);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known));
  for (const most of [
    limits.connectionsEach,
    limits.connectionsOfAddress,
    limits.connectionsOfRange,
    limits.questionsEach,
  ])
    expect(section).toContain(plain(most));
});

test('H4: nothing that somebody can do without an account is counted by who is signed in', () => {
  const entering = commands.filter(({ counts }) => (counts as readonly string[]).includes('entries'));
  expect(entering.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['account.sign-up', 'account.sign-in', 'account.request-code', 'account.redeem-code']),
  );
  for (const { counts, mayCount } of entering)
    for (const name of [...counts, ...mayCount]) expect(budgetOf(name).per).not.toBe('person');
});
