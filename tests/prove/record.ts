import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const marks = { begin: '<!-- last proof -->', end: '<!-- end of last proof -->' };

/** Puts what a proof came to between the marks of a page in docs/, in place of what was there. */
export async function record(page: string, lines: readonly string[]): Promise<void> {
  const file = fileURLToPath(new URL(`../../docs/${page}`, import.meta.url));
  const text = await readFile(file, 'utf8');
  const [before, rest = ''] = text.split(marks.begin, 2);
  const after = rest.split(marks.end, 2)[1] ?? '';
  await writeFile(file, `${before}${marks.begin}\n\n${lines.join('\n')}\n\n${marks.end}${after}`);
}
