import { downloadPath } from '@hearth/shared/files/address';
import { found } from '#lib/api/answers.ts';
import type { RequestHandler } from './$types';

/**
 * For posters and QR codes: leads to the current file in the reader's language, or to the page where there are several, where
 * there is none, and where it is closed. Kept by nobody, so that it never leads to one from before.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { entry } = found(await locals.api.query('library.entry', { entryId: params.id }));
  const files = (entry?.parts ?? []).filter((part) => part.kind === 'file');
  const own = files.filter(({ language }) => language === locals.locale);
  const [file, another] = own.length > 0 ? own : files;
  const isOne = file && !another && entry?.state === 'published';
  const location = isOne ? downloadPath(file.fileId) : `/library/${params.id}`;
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
};
