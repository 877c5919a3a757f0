import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { creditLine } from '#lib/library/credit.ts';
import { topicNames } from '#lib/library/narrowing.server.ts';
import { entryPath } from '#lib/library/words.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { Actions, PageServerLoad } from './$types';

/** The id alone counts: whatever else stands in an address leads to the one it has now. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  // Its numbers first: they are asked for again from there on.
  const [counts, discussed] = await Promise.all([
    locals.api.query('entry.counts', { entryId: params.id }),
    locals.api.query('entry.threads', { entryId: params.id }),
  ]);
  const page = found(await locals.api.query('library.entry', { entryId: params.id }));
  const { entry, closed } = page;
  if (closed?.state === 'removed') locals.isGone = true;
  const path = entry && entryPath(entry);
  if (path && path !== url.pathname) redirect(307, path + url.search);
  const isOwn = Boolean(me && entry?.by?.personId === me.id);
  const credit = entry && path ? creditLine(entry, url.origin + path) : '';
  /** Why what was kept a moment ago could not be sent. */
  const unsent = url.searchParams.get('unsent');
  const topics = await topicNames(locals, entry?.facets.topics ?? []);
  const its = { page, topics, unsent, credit, isOwn, id: params.id };
  const said = { counts: counts.ok ? counts.value : null, discussed: discussed.ok ? discussed.value.threads : [] };
  const loaded = { ...its, ...said, commandId: locals.api.freshId() };
  return withPhotos(locals.api, loaded);
};

export const actions: Actions = {
  thank: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { entryId: params.id, thanks: text(form, 'thanks') === 'true' };
    const result = await locals.api.command('entry.thank', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/${params.id}`);
  },
  turn: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = {
      entryId: params.id,
      rev: Number(text(form, 'rev')),
      act: text(form, 'act'),
      reason: text(form, 'reason'),
    };
    const result = await locals.api.command('library.turn', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(
      303,
      result.value.state === 'removed' && input.act === 'discard' ? '/library/mine' : `/library/${params.id}`,
    );
  },
};
