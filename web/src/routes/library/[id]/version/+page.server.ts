import { fail, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { formPartsOf, givenPartsIn, partsIn } from '#lib/library/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { entry, may, versions } = found(await locals.api.query('library.entry', { entryId: params.id }));
  if (!entry || !versions || !may.renew) redirect(303, `/library/${params.id}`);
  const { proposed, current } = versions;
  const isMore = proposed !== null && may.versions.includes('retract');
  return {
    commandId: locals.api.freshId(),
    id: params.id,
    title: entry.title,
    /** Whoever has sent one goes on from there. */
    parts: (isMore ? proposed.parts : entry.parts).flatMap(formPartsOf),
    what: isMore ? proposed.what : '',
    ...{ rev: entry.rev, current, mayFix: may.fix },
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = {
      entryId: params.id,
      rev: Number(text(form, 'rev')),
      expectedCurrent: Number(text(form, 'expectedCurrent')),
      parts: givenPartsIn(form),
      what: text(form, 'what'),
      isSmall: text(form, 'isSmall') === 'yes',
      ...wishOf(form),
    };
    const result = await locals.api.command('library.renew', text(form, 'commandId'), input);
    if (result.ok) redirect(303, `/library/${params.id}`);
    const { status, data } = refusal(result.error, form);
    return fail(status, { ...data, parts: partsIn(form) });
  },
};
