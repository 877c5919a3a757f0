import { setImmediate as turn } from 'node:timers/promises';
import { importError } from '@hearth/shared/imports/errors';
import { CsvError, parse, type Options } from 'csv-parse';
import { z } from 'zod';

/** A cell may hold as much as the longest of what is read, and no table is one cell; nor is it one row, however empty its cells. */
export const LONGEST = 40_000;

export const parsed = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });
export type Raw = z.infer<typeof parsed>;

export const OPTIONS = {
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  skip_records_with_empty_values: true,
  max_record_size: LONGEST,
  // Empty cells have no size: a row is refused before it is in memory as a whole.
  cast(cell, { index, lines }) {
    if (index >= LONGEST) throw importError('import-table', { params: { line: lines } });
    return cell;
  },
} as const satisfies Options;

/** Commas, semicolons or tabs: of which the first line has most. */
export function delimiterIn(first: string): string {
  const counts = [',', ';', '\t'].map((sign) => [first.split(sign).length, sign] as const);
  return counts.toSorted(([a], [b]) => b - a)[0]?.[1] ?? ',';
}

/** What is no table is refused with the line. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
  return importError('import-table', { params: { line } });
}

/** Cells may be several lines long. */
export function beginOf({ record, info }: Raw): number {
  return info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** Characters that are read before others have their turn. */
const STEP = 16_384;

/** Records of a table however long, a step at a time: neither it nor what is made of it is in memory as a whole. */
export async function* recordsOf(text: AsyncIterable<string>): AsyncGenerator<Raw> {
  const steps = stepsOf(text);
  const first = await firstOf(steps);
  const parser = parse({ ...OPTIONS, delimiter: delimiterIn(first.split('\n', 1)[0] ?? '') });
  const fed = feed(parser, first, steps);
  // A fault in what is read ends the parser, which says so.
  fed.catch((error: unknown) => parser.destroy(error instanceof Error ? error : new Error('the table ended')));
  try {
    for await (const raw of parser) yield parsed.parse(raw);
  } catch (error) {
    throw refusalOf(error);
  } finally {
    parser.destroy();
    await fed.catch(() => undefined);
    // Also where nobody read to the end: what is open is closed.
    await steps.return(undefined);
  }
}

async function feed(parser: ReturnType<typeof parse>, first: string, steps: AsyncIterator<string>): Promise<void> {
  for (let step: string | undefined = first; step !== undefined;) {
    if (parser.destroyed) return;
    if (!parser.write(step)) await drained(parser);
    await turn();
    const next: IteratorResult<string> = await steps.next();
    step = next.done ? undefined : next.value;
  }
  parser.end();
}

/** Also once nobody reads any further. */
function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const name of ['drain', 'close'] as const) parser.off(name, done);
      resolve();
    };
    for (const name of ['drain', 'close'] as const) parser.once(name, done);
    if (parser.destroyed) done();
  });
}

/** As much as the first line may be, so that it can be asked what stands between cells. */
async function firstOf(steps: AsyncIterator<string>): Promise<string> {
  let first = '';
  while (!first.includes('\n') && first.length < LONGEST) {
    const { value, done } = await steps.next();
    if (done) break;
    first += value;
  }
  return first;
}

/** What ends a line is one sign, or those within cells would be counted twice. */
async function* stepsOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let kept = '';
  let isFirst = true;
  for await (const part of text) {
    let all = kept + (isFirst ? part.replace(/^\uFEFF/, '') : part);
    isFirst = false;
    // Its other half may come next.
    kept = all.endsWith('\r') ? '\r' : '';
    all = all.slice(0, all.length - kept.length).replace(/\r\n?/g, '\n');
    for (let at = 0; at < all.length; at += STEP) yield all.slice(at, at + STEP);
  }
  if (kept) yield '\n';
}
