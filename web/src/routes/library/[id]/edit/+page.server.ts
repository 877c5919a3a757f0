import { libraryError } from '@hearth/shared/library/errors';
import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { facetFieldsOf, formPartsOf } from '#lib/library/form.ts';
import { ownGroups } from '#lib/library/groups.server.ts';
import { offeredTopics } from '#lib/library/narrowing.server.ts';
import { saved } from '#lib/library/saving.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  const { entry, may } = found(await locals.api.query('library.entry', { entryId: params.id }));
  if (!entry?.kept || !may.change) redirect(303, `/library/${params.id}`);
  const { kind, title, audience, licence, credit, facets, ownCover, rev, kept } = entry;
  const isOwn = entry.by?.personId === me?.id;
  const groups = isOwn ? ownGroups(found(await locals.api.query('group.list', {}))) : [];
  const others = kept.groups.filter(({ id }) => !groups.some(([its]) => its === id));
  const missing = url.searchParams.get('missing');
  const fields = Object.fromEntries((missing ?? '').split(',').map((name) => [name, 'missing']));
  return {
    commandId: locals.api.freshId(),
    id: params.id,
    given: {
      ...{ kind, title, audience, credit, summary: kept.summary, licence: licence ?? '' },
      mayShare: kept.mayShare ? 'yes' : '',
      groups: kept.groups.map(({ id }) => id).join(' '),
      ...facetFieldsOf(facets),
      ...{ coverRef: ownCover?.fileId ?? '', alt: ownCover?.alt ?? '' },
    },
    parts: entry.parts.flatMap(formPartsOf),
    topics: await offeredTopics(locals, facets.topics),
    groups: [...groups, ...others.map(({ id, name }) => [id, name] as const)],
    ...{ rev, isOwn, keepsParts: entry.state === 'published' },
    /** Why what was kept could not be sent. */
    unfinished: missing === null ? null : libraryError('library-unfinished', { fields }).wire,
  };
};

export const actions: Actions = {
  default: ({ request, locals, params }) => saved(locals.api, request, params.id),
};
