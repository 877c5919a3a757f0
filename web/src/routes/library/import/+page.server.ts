import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { decoded } from '#lib/imports/decoded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { sheets } = found(await locals.api.query('import.list', {}));
  const again = url.searchParams.get('again');
  const before = again ? await locals.api.query('import.get', { importId: again }) : null;
  const files = before?.ok && before.value.sheet.state === 'checked' ? before.value.files : [];
  return { sheets, files, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const file = form.get('table');
    const isFile = file instanceof File && file.size > 0;
    const table = text(form, 'tableId');
    const csv = isFile ? decoded(new Uint8Array(await file.arrayBuffer())) : text(form, 'csv');
    const name = isFile ? file.name.slice(0, 200) : text(form, 'tableName').slice(0, 200);
    const names = form.getAll('fileName').map(String);
    const files = form.getAll('fileId').map((fileId, n) => ({ fileId: String(fileId), name: names[n] ?? '' }));
    const result = await locals.api.command('import.check', text(form, 'commandId'), {
      ...{ csv, name, files },
      ...(table && { table }),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/import/${result.value.id}`);
  },
};
