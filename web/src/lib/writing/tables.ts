/** The longest row anybody reads. */
const MOST_COLUMNS = 30;

/** A table in lines, its first row above the others; null where it only arranges a page, as those of old pages and mails do. */
export function tableOf(
  table: HTMLElement,
  textOf: (cell: Element) => string,
): readonly { readonly text: string }[] | null {
  if (!(table instanceof HTMLTableElement) || table.querySelector('table')) return null;
  const rows = [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [
      textOf(cell).replaceAll('|', '\\|').trim(),
      // A cell over several columns leaves the others empty.
      ...Array.from({ length: Math.min(MOST_COLUMNS, cell.colSpan) - 1 }, () => ''),
    ]),
  );
  const filled = rows.filter((row) => row.some(Boolean));
  const columns = Math.max(0, ...filled.map((row) => row.length));
  if (columns < 2 || columns > MOST_COLUMNS || filled.length < 2) return null;
  const [head = [], ...body] = filled;
  const bare = head.map((cell) => cell.replace(/^\*\*(.*)\*\*$/, '$1'));
  const lines = [bare, Array.from({ length: columns }, () => '---'), ...body].map((row) => {
    const cells = Array.from({ length: columns }, (_, n) => row[n] ?? '');
    return `| ${cells.join(' | ')} |`;
  });
  return [{ text: lines.join('\n') }];
}
