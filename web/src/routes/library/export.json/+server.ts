import { found } from '#lib/api/answers.ts';
import { streamed } from '#lib/library/export.server.ts';
import type { RequestHandler } from './$types';

/** All of the library, in whatever state, for admins: one entry a line. */
export const GET: RequestHandler = async ({ locals }) => {
  const first = found(await locals.api.query('library.export-all', {}));

  async function* lines() {
    yield '[';
    let comma = '\n';
    for (let page = first; ;) {
      const all = page.entries.map((entry) => JSON.stringify(entry));
      if (all.length > 0) yield comma + all.join(',\n');
      comma = ',\n';
      if (!page.next) break;
      const result = await locals.api.query('library.export-all', { after: page.next });
      if (!result.ok) throw new Error(`the library's file was broken off: ${result.error.reason}`);
      page = result.value;
    }
    yield '\n]\n';
  }
  return streamed(lines(), 'application/json', 'library.json');
};
