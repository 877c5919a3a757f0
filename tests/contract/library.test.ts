import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { entryState } from '@hearth/shared/library/entity';
import { permissions } from '@hearth/shared/library/permissions';
import { mayAct } from '@hearth/shared/library/policy';
import { needsReason, needsWhole, stateAfter, steps, type Act } from '@hearth/shared/library/state';

const acts = Object.keys(mayAct).filter((act): act is Act => act in steps);

/** The words of each column; where there are several, in any order. */
const columns = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((column) => (column.match(/[a-z-]+/g) ?? []).sort());

const page = readFileSync(new URL('../../docs/decisions/0030-the-library.md', import.meta.url), 'utf8');

test('H34: what the decision page says of states and rights is what the tables say', () => {
  const said = page.split('\n').filter((line) => /^\| `[a-z-]+` \|/.test(line));
  const rows = acts.map((act) => {
    const from = entryState.options.filter((state) => stateAfter(act, state) !== null);
    const asks = [needsWhole(act) ? 'whole' : '', needsReason(act) ? 'reason' : ''].join(' ');
    return `| ${act} | ${from.join(' ')} | ${steps[act].to ?? ''} | ${mayAct[act].join(' ')} | ${asks} |`;
  });
  expect(said.map(columns)).toEqual(rows.map(columns));
});

test('H34: the page has a row for everything else of the permissions, and the same in it', () => {
  const [head = '', , ...said] = page
    .split('\n')
    .filter(
      (line, n, all) =>
        /^\| (\||---|\*\*)/.test(line) && all.slice(0, n).some((one) => one.startsWith('**What is no act')),
    );
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const found = said.map((line) => {
    const [deed = '', ...marks] = cells(line);
    return [
      /^\*\*([a-z-]+)\*\*/.exec(deed)?.[1],
      Object.fromEntries(
        cells(head)
          .slice(1)
          .map((who, n) => [who, marks[n]]),
      ),
    ];
  });
  expect(found).toEqual(Object.entries(permissions));
});
