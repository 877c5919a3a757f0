/**
 * Word has no lists on the clipboard but paragraphs with a note in their style, and the sign itself in a span that is to be
 * ignored. The start of the line and what stands behind it; null where it is no such point.
 */
export function wordItem(paragraph: HTMLElement): { readonly begin: string; readonly words: HTMLElement } | null {
  const level = /mso-list:\s*l\d+\s+level(\d)/.exec(paragraph.getAttribute('style') ?? '')?.[1];
  if (!level) return null;
  const sign = [...paragraph.querySelectorAll('span')].find((span) =>
    /mso-list:\s*Ignore/i.test(span.getAttribute('style') ?? ''),
  );
  const [, figures, letter] = /^\s*(?:(\d{1,3})|([a-z]|[ivx]{1,5}))[.)]/i.exec(sign?.textContent ?? '') ?? [];
  const number = figures ?? (letter ? numberBefore(paragraph, level) + 1 : null);
  const begin = '  '.repeat(Number(level) - 1) + (number === null ? '- ' : `${number}. `);
  return { begin, words: paragraph };
}

/** How many points of the same level stand right before, not counting those that are deeper. */
function numberBefore(paragraph: HTMLElement, level: string): number {
  let count = 0;
  for (let before = paragraph.previousElementSibling; before; before = before.previousElementSibling) {
    const other = /mso-list:\s*l\d+\s+level(\d)/.exec(before.getAttribute('style') ?? '')?.[1];
    if (!other || other < level) break;
    if (other === level) count += 1;
  }
  return count;
}
