import { found } from '#lib/api/answers.ts';
import { csvLine, headLine, streamed } from '#lib/library/export.server.ts';
import type { RequestHandler } from './$types';

/** What one may read of the library, page after page as it is taken. */
export const GET: RequestHandler = async ({ locals, url }) => {
  // Refused before anything is sent.
  const first = found(await locals.api.query('library.export', {}));

  async function* lines() {
    yield headLine();
    for (let page = first; ;) {
      yield page.entries.map((entry) => csvLine(entry, url.origin)).join('');
      if (!page.next) return;
      const result = await locals.api.query('library.export', { after: page.next });
      if (!result.ok) throw new Error(`the library's file was broken off: ${result.error.reason}`);
      page = result.value;
    }
  }
  return streamed(lines(), 'text/csv', 'library.csv');
};
