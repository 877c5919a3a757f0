import { deskLimits } from '@hearth/shared/desk/limits';
import { filterIn } from '#lib/desk/filter.ts';
import { found } from '#lib/api/answers.ts';
import { csvLine, headLine } from '#lib/desk/csv.ts';
import type { RequestHandler } from './$types';

/** Page after page, as they are asked for: nobody holds ten thousand rows at once. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = filterIn(url.searchParams);
  // Refused before anything is sent.
  const first = found(await locals.api.query('desk.list', { filter }));

  async function* lines() {
    yield headLine();
    let page = first;
    for (let count = 0; ;) {
      for (const row of page.rows.slice(0, deskLimits.lines - count)) yield csvLine(row, url.origin);
      count += page.rows.length;
      if (!page.next || count >= deskLimits.lines) return;
      const result = await locals.api.query('desk.list', { filter, before: page.next });
      if (!result.ok) throw new Error(`the desk's file was broken off: ${result.error.reason}`);
      page = result.value;
    }
  }

  const all = lines();
  const encoder = new TextEncoder();
  const file = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await all.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="activity.csv"',
      'cache-control': 'private, no-store',
    },
  });
};
