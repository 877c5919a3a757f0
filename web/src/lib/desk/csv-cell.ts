/**
 * Programs that calculate take such a beginning for a formula, also behind spaces; and where semicolons or tabs part their
 * cells, as they do in Spanish, the same within ours.
 */
const FORMULA = /(^|[;\t\r\n])(?=[\s"]*[=+\-@])|^(?=[\t\r])/g;

/** A cell as RFC 4180 has it, always quoted, which no program takes for a formula. */
export function cell(text: string): string {
  return `"${text.replaceAll(FORMULA, "$&'").replaceAll('"', '""')}"`;
}

export function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
