import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { successorIn } from '#lib/library/successor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { entry, may } = found(await locals.api.query('library.entry', { entryId: params.id }));
  if (!entry || !may.turns.includes('archive')) redirect(303, `/library/${params.id}`);
  const { uses } = found(await locals.api.query('library.uses', { entryId: params.id }));
  return { entry: { id: entry.id, title: entry.title, rev: entry.rev }, uses, commandId: locals.api.freshId() };
};

/** A field for each place where it is used; where nothing was chosen there is no answer. */
const USE = /^use\.(\w+)\.(\w+)$/;

function answersIn(form: FormData) {
  return [...form].flatMap(([name, answer]) => {
    const [, kind, id] = USE.exec(name) ?? [];
    return kind && id && typeof answer === 'string' && answer ? [{ kind, id, answer }] : [];
  });
}

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('library.turn', text(form, 'commandId'), {
      entryId: params.id,
      rev: Number(text(form, 'rev')),
      act: 'archive',
      reason: text(form, 'reason'),
      ...successorIn(form),
      uses: answersIn(form),
      ...wishOf(form),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/${params.id}`);
  },
};
