import type { ExportedEntry } from '@hearth/shared/library/export';
import { row } from '../desk/csv-cell.ts';

/** As programs that calculate read a table of them; the same names that a table may be read in by. */
const HEAD = ['id', 'title', 'kind', 'state', 'summary', 'links', 'languages', 'audience', 'licence', 'credit'];

export function headLine(): string {
  return `\uFEFF${row([...HEAD, 'by', 'school', 'published', 'address'])}`;
}

export function csvLine(entry: ExportedEntry, origin: string): string {
  const { id, title, kind, state, summary, parts, audience, licence, credit, by, publishedAt } = entry;
  const links = parts.map(({ address }) => new URL(address, origin).href);
  return row([
    ...[id, title, kind, state, summary, links.join('\n'), parts.map(({ language }) => language).join(' ')],
    ...[audience, licence ?? '', credit, by?.name ?? '', by?.school ?? '', publishedAt ?? ''],
    `${origin}/library/${id}`,
  ]);
}

/** A file that is made while it is taken: nobody holds all of it at once. */
export function streamed(lines: AsyncGenerator<string>, type: string, name: string): Response {
  const encoder = new TextEncoder();
  const file = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(file, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
