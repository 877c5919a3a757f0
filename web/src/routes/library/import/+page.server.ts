import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { decoded } from '#lib/imports/decoded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { sheets } = found(await locals.api.query('import.list', {}));
  return { sheets, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const file = form.get('table');
    const isFile = file instanceof File && file.size > 0;
    const csv = isFile ? decoded(new Uint8Array(await file.arrayBuffer())) : text(form, 'csv');
    const name = isFile ? file.name.slice(0, 200) : '';
    const result = await locals.api.command('import.check', text(form, 'commandId'), { csv, name });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/import/${result.value.id}`);
  },
};
