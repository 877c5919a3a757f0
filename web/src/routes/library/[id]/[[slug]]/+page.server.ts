import type { Entry } from '@hearth/shared/library/entity';
import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { hintWords } from '#lib/library/hint-words.ts';
import { creditLine } from '#lib/library/credit.ts';
import { successorIn } from '#lib/library/successor.ts';
import { follow } from '#lib/follows/actions.ts';
import { topicNames } from '#lib/library/narrowing.server.ts';
import { entryPath } from '#lib/library/words.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { place } from '#lib/saved/placing.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The id alone counts: whatever else stands in an address leads to the one it has now. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  const entryId = params.id;
  const version = versionIn(url);
  // Its numbers first: they are asked for again from there on.
  const [counts, discussed, collections, saved, like, heard, ofLinks] = await Promise.all([
    locals.api.query('entry.counts', { entryId }),
    locals.api.query('entry.threads', { entryId }),
    locals.api.query('collection.of', { entryId }),
    me && locals.api.query('saved.of', { entryId }),
    locals.api.query('library.related', { entryId }),
    me && locals.api.query('follow.library', { what: { entryId } }),
    locals.api.query('link.of', { entryId }),
  ]);
  const page = found(await locals.api.query('library.entry', { entryId, ...version }));
  const { entry, closed } = page;
  if (closed?.state === 'removed') locals.isGone = true;
  const path = entry && entryPath(entry);
  if (path && path !== url.pathname) redirect(307, path + url.search);
  const isOwn = Boolean(me && entry?.by?.personId === me.id);
  const credit =
    entry && path ? creditLine(entry, url.origin + path + ('version' in version ? `?v=${version.version}` : '')) : '';
  const latest = `${url.origin}/library/${params.id}/latest`;
  /** Why what was kept a moment ago could not be sent. */
  const unsent = url.searchParams.get('unsent');
  const topics = await topicNames(locals, entry?.facets.topics ?? []);
  const advice = adviceOf(entry?.kept);
  const its = { page, topics, unsent, credit, isOwn, latest, advice, id: entryId };
  const nowhere = { threads: [], first: null };
  const said = { counts: counts.ok ? counts.value : null, discussed: discussed.ok ? discussed.value : nowhere };
  const ownNote = saved ? (saved.ok ? saved.value.note : null) : undefined;
  const newer = saved?.ok ? saved.value.newer : null;
  const lists = saved?.ok ? saved.value.lists : [];
  const inCollections = collections.ok ? collections.value : null;
  const related = like.ok ? like.value.entries : [];
  const links = ofLinks.ok ? ofLinks.value : { links: [], mayCheck: false };
  // What is not published is not followed.
  const following = heard?.ok ? heard.value : null;
  // Of what is hidden one’s own report is all there is.
  const tried = me && closed?.state === 'hidden' ? await locals.api.query('trial.list', { entryId }) : null;
  const loaded = {
    ...its,
    hasTried: tried?.ok ? tried.value.mine !== null : false,
    ...said,
    links,
    ownNote,
    newer,
    lists,
    following,
    related,
    inCollections,
    commandId: locals.api.freshId(),
  };
  return withPhotos(locals.api, loaded);
};

/** In sentences, as most who read an entry need none of these words. */
function adviceOf(kept: Entry['kept'] | undefined): Record<string, string[]> {
  return Object.fromEntries(
    (kept?.hints ?? []).map(({ fileId, hints }) => [fileId, hints.map((one) => hintWords[one]())]),
  );
}

/** Whoever cites a version gets its files, whatever is current. */
function versionIn(url: URL): { version?: number } {
  const given = url.searchParams.get('v');
  return given === null ? {} : { version: Number(given) };
}

/** What one keeps for oneself, and takes out again. */
async function keptBy(name: 'saved.keep' | 'saved.drop', { request, locals, params }: RequestEvent) {
  const form = await formOf(request);
  const result = await locals.api.command(name, text(form, 'commandId'), { entryId: params.id });
  if (!result.ok) return refusal(result.error, form);
  // Before scripts run one goes on where one pressed.
  redirect(303, `/library/${params.id}#save`);
}

export const actions: Actions = {
  keep: (event) => keptBy('saved.keep', event),
  drop: (event) => keptBy('saved.drop', event),
  place: ({ request, locals, params }) => place(locals.api, request, () => `/library/${params.id}#save`),
  follow,
  version: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = {
      entryId: params.id,
      rev: Number(text(form, 'rev')),
      expectedCurrent: Number(text(form, 'expectedCurrent')),
      no: Number(text(form, 'no')),
      act: text(form, 'act'),
      reason: text(form, 'reason'),
    };
    const result = await locals.api.command('library.version', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/${params.id}`);
  },
  check: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { entryId: params.id, url: text(form, 'url') };
    const result = await locals.api.command('link.check', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/${params.id}`);
  },
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
      ...successorIn(form),
      ...wishOf(form),
    };
    const result = await locals.api.command('library.turn', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(
      303,
      result.value.state === 'removed' && input.act === 'discard' ? '/library/mine' : `/library/${params.id}`,
    );
  },
};
