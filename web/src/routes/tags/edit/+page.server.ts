import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { tagIn } from '#lib/tags/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role === 'member') error(404, { message: 'This is not here, or not for you to see.' });
  const { tags } = found(await locals.api.query('tag.list', {}));
  const own = tags
    .filter(({ mergedInto }) => !mergedInto)
    .sort((one, other) => one.name[locals.locale].localeCompare(other.name[locals.locale], locals.locale));
  const wanted = url.searchParams.get('tag');
  return {
    list: own,
    tag: own.find(({ id }) => id === wanted) ?? null,
    commandId: locals.api.freshId(),
    mergeId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { tagId: text(form, 'tagId'), ...tagIn(form) };
    const result = await locals.api.command('tag.create', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/tags/edit?tag=${result.value.id}`);
  },
  edit: async ({ request, locals, url }) => {
    const form = await formOf(request);
    const tagId = url.searchParams.get('tag') ?? '';
    const input = { tagId, ...tagIn(form), retired: text(form, 'retired') === 'true' };
    const result = await locals.api.command('tag.edit', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/tags/edit');
  },
  merge: async ({ request, locals, url }) => {
    const form = await formOf(request);
    const input = { tagId: url.searchParams.get('tag') ?? '', into: text(form, 'into') };
    const result = await locals.api.command('tag.merge', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/tags/${result.value.id}`);
  },
};
