import type { StateBlock, StateCore } from 'markdown-it';
import { markerAt } from './lists.ts';

/** Rows and cells as they are copied out of Word, Excel or a web page: cells parted by tabs, as many in every line. */
export function tabTable(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const rows = rowsFrom(state, line, endLine);
  if (rows.length < 2) return false;
  if (silent) return true;
  state.push('table_open', 'table', 1);
  state.push('tbody_open', 'tbody', 1);
  for (const row of rows) {
    state.push('tr_open', 'tr', 1);
    for (const content of row) {
      state.push('td_open', 'td', 1);
      Object.assign(state.push('inline', '', 0), { content, children: [] });
      state.push('td_close', 'td', -1);
    }
    state.push('tr_close', 'tr', -1);
  }
  state.push('tbody_close', 'tbody', -1);
  state.push('table_close', 'table', -1);
  state.line = line + rows.length;
  return true;
}

function rowsFrom(state: StateBlock, line: number, endLine: number): string[][] {
  const rows: string[][] = [];
  if (state.blkIndent > 0) return rows;
  for (let next = line; next < endLine && !state.isEmpty(next) && !markerAt(state, next); next++) {
    const row = state.src
      .slice(state.bMarks[next], state.eMarks[next])
      .split('\t')
      .map((cell) => cell.trim());
    if (row.length < 2 || row.length !== (rows[0] ?? row).length) break;
    // A heading may have nothing in its first column; lines that are indented by a tab never have.
    if (row[0] === '' && rows.length === 1 && rows[0]?.[0] === '') return [];
    rows.push(row);
  }
  return rows;
}

/** Said by an attribute: a style would be cleaned away. */
export function alignCells({ tokens }: StateCore): void {
  for (const token of tokens) {
    const [, side] = /^text-align:(\w+)$/.exec(String(token.attrGet('style'))) ?? [];
    if (side) token.attrs = [['align', side]];
  }
}
