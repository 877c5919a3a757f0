import { anonymousError } from '@hearth/shared/anonymous/errors';
import { error, redirect } from '@sveltejs/kit';
import { formOf, found, givenIn, isHeld, refusal, text, texts, wishOf } from '#lib/api/answers.ts';
import { endDraft } from '#lib/drafts/end-draft.ts';
import { readAttached, readFiles } from '#lib/files/attached.ts';
import { remember } from '#lib/frame/preference.ts';
import { offeredTags } from '#lib/tags/with-tags.ts';
import { joinWords } from '#lib/text/drafts.ts';
import { entryPath } from '#lib/library/words.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { PollDraft } from '@hearth/shared/polls/entity';
import { appearingIn } from '../../../drafts/appearing.server.ts';
import { zoneOptions } from '../../../rooms/zones.server.ts';
import { wordsIn } from './answered.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url, cookies }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const input = { boardId: params.board };
  const [page, readership, template, asked, drafted, trust] = await Promise.all([
    locals.api.query('board.get', input),
    locals.api.query('board.readership', input),
    locals.api.query('board.template', input),
    locals.api.query('tag.asked', input),
    locals.api.query('draft.get', { place: `start:${params.board}` }),
    locals.api.query('trust.get', {}),
  ]);
  const { board, may } = found(page);
  // They may read it, and its page says that they may not start anything.
  if (!may.start) redirect(303, `/b/${params.board}`);
  const { draft } = found(drafted);
  // The list of zones is long, and few need it.
  const later = url.searchParams.has('later')
    ? { zones: zoneOptions(locals.locale), zone: cookies.get('zone') ?? '' }
    : null;
  // Pictures and files that nothing uses are not kept until then.
  const attaches = may.attach && !later;
  const { alias } = board.asksUnnamed ? found(await locals.api.query('anonymous.alias', input)) : { alias: null };
  // A draft on the server knows the command that will send it: what is asked without a name has another one.
  const ids = { commandId: crypto.randomUUID(), unnamedId: crypto.randomUUID() };
  const offered = await offeredTags(locals.api, locals.locale);
  const read = { readership: found(readership), template: found(template), trust: found(trust), ...found(asked) };
  /** Of whoever was led here with something in mind. */
  const about = await aboutEntry(locals.api, params.board, url);
  const wanted = (about?.title ?? url.searchParams.get('title') ?? '').slice(0, threadLimits.title);
  const begun = joinWords(draft?.text ?? '', about ? `${about.link}\n\n` : '');
  return { board, offered, alias, attaches, draft, later, wanted, begun, link: about?.link ?? '', ...read, ...ids };
};

/** The entry of the library that they come from, where all who read the board may read it. */
async function aboutEntry(api: App.Locals['api'], boardId: string, url: URL) {
  const entryId = url.searchParams.get('entry');
  const asked = entryId === null ? null : await api.query('entry.boards', { entryId });
  if (!entryId || !asked?.ok || !asked.value.boards.some(({ id }) => id === boardId)) return null;
  const { title } = asked.value;
  return { title, link: url.origin + entryPath({ id: entryId, title }) };
}

/** As the page's script writes it; the schema reads what it is. */
function pollIn(text: string): PollDraft {
  try {
    return JSON.parse(text);
  } catch {
    return error(400);
  }
}

/** For a time that was chosen. */
async function schedule(event: RequestEvent, form: FormData) {
  const { locals, params } = event;
  // What waits on the server has an owner.
  if (text(form, 'unnamed') === 'true') return refusal(anonymousError('unnamed-later').wire, form);
  const appearing = appearingIn(form);
  if (!appearing.ok) return refusal(appearing.error, form);
  const result = await locals.api.command('scheduled.put', text(form, 'commandId'), {
    boardId: params.board,
    title: text(form, 'title'),
    text: wordsIn(givenIn(form)),
    language: text(form, 'language') === 'es' ? 'es' : 'en',
    tags: texts(form, 'tags'),
    ...appearing.value,
    ...wishOf(form),
  });
  if (!result.ok) return refusal(result.error, form);
  remember(event, 'zone', appearing.value.zone);
  await endDraft(locals.api, `start:${params.board}`, form);
  redirect(303, '/drafts');
}

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, params } = event;
    const form = await formOf(request);
    // Before scripts run: the same words in the other kind of fields.
    if (text(form, 'turn')) {
      const typed = givenIn(form);
      const given: typeof typed = { ...typed, text: wordsIn(typed) };
      return { error: undefined, given };
    }
    if (text(form, 'later')) return schedule(event, form);
    const result = await locals.api.command('thread.start', text(form, 'commandId'), {
      boardId: params.board,
      title: text(form, 'title'),
      text: wordsIn(givenIn(form)),
      tags: texts(form, 'tags'),
      pictures: readAttached(text(form, 'pictures')),
      files: readFiles(text(form, 'files')),
      ...(text(form, 'poll') && { poll: pollIn(text(form, 'poll')) }),
      language: text(form, 'language') === 'es' ? 'es' : 'en',
      ...(text(form, 'unnamed') === 'true' && { unnamed: true }),
      ...wishOf(form),
    });
    if (!result.ok && !isHeld(result)) return refusal(result.error, form);
    await endDraft(locals.api, `start:${params.board}`, form);
    if (!result.ok) redirect(303, '/you/waiting');
    redirect(303, threadPath(result.value.thread));
  },
};
