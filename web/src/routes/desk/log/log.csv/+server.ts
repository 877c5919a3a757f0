import { auditLimits } from '@hearth/shared/audit/limits';
import { CSV_BEGIN, headings, rowOf } from '#lib/audit/csv.ts';
import { filterIn } from '#lib/audit/filter.ts';
import { found } from '#lib/api/answers.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

/** What the log shows for this address, page after page, as it is read. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = filterIn(url.searchParams);
  // Refused before anything is sent.
  let page = found(await locals.api.query('audit.list', filter));
  const [language, begin] = [getLocale(), CSV_BEGIN + headings()];
  let sent = 0;
  const rows = new ReadableStream<string>({
    start: (stream) => stream.enqueue(begin),
    async pull(stream) {
      stream.enqueue(page.entries.map((entry) => rowOf(entry, language)).join(''));
      sent += page.entries.length;
      if (page.next === null || sent >= auditLimits.exported) return stream.close();
      const next = await locals.api.query('audit.list', { ...filter, before: page.next });
      if (next.ok) page = next.value;
      // Cut off, rather than whole to all appearances.
      else stream.error(new Error(next.error.reason));
    },
  });
  return new Response(rows.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="hearth-log.csv"',
    },
  });
};
