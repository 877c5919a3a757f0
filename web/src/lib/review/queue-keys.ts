import { keyAlone } from '../ui/key-alone.ts';

/** The row that was reached last: whoever has pressed a button elsewhere goes on from there. */
let reached: Element | undefined;

/** J and K go down and up through the rows, whose links Enter opens; X chooses the one that is reached, or not any more. */
export function goThrough(list: HTMLElement | undefined, event: KeyboardEvent): void {
  const key = keyAlone(event);
  const rows = [...(list?.children ?? [])];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (key === 'x') rows[at]?.querySelector('input')?.click();
  if (key !== 'j' && key !== 'k') return;
  const from = at < 0 && reached ? rows.indexOf(reached) : at;
  const to = rows[Math.max(0, Math.min(from + (key === 'j' ? 1 : -1), rows.length - 1))];
  reached = to;
  to?.querySelector('a')?.focus();
  to?.scrollIntoView({ block: 'nearest' });
}
