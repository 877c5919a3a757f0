import { row } from '../desk/csv-cell.ts';
import * as m from '../paraglide/messages.js';
import { tableOf, type Numbers, type Plot } from './numbers.ts';

/** What is drawn, with days as they are sorted and times in minutes. */
export function csvOf(plot: Plot, numbers: Numbers): string {
  const { columns, rows } = tableOf(plot, numbers);
  const head = columns.map(({ name, of }) => (of === 'times' ? m.numbers_minutes({ what: name }) : name));
  const cells = (line: (typeof rows)[number]) =>
    line.map((cell, place) =>
      typeof cell === 'number' && columns[place]?.of === 'times' ? `${Math.round(cell / 60)}` : `${cell ?? ''}`,
    );
  // Begins with the mark by which spreadsheets know what the letters are.
  return `\uFEFF${[head, ...rows.map(cells)].map(row).join('')}`;
}
