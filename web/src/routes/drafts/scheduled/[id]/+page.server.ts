import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts, wishOf } from '#lib/api/answers.ts';
import { remember } from '#lib/frame/preference.ts';
import { offeredTags } from '#lib/tags/with-tags.ts';
import { wallOf } from '@hearth/shared/kernel/wall-time';
import { appearingIn } from '../../appearing.server.ts';
import { zoneOptions } from '../../../rooms/zones.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const post = found(await locals.api.query('scheduled.get', { id: params.id }));
  const wall = wallOf(Date.parse(post.at), post.zone);
  const { asked } = post.board
    ? found(await locals.api.query('tag.asked', { boardId: post.board.id }))
    : { asked: null };
  const offered = await offeredTags(locals.api, locals.locale);
  return { post, wall, asked, offered, zones: zoneOptions(locals.locale), commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params } = event;
    const form = await formOf(event.request);
    const appearing = appearingIn(form);
    if (!appearing.ok) return refusal(appearing.error, form);
    const result = await locals.api.command('scheduled.change', text(form, 'commandId'), {
      id: params.id,
      title: text(form, 'title'),
      text: text(form, 'text'),
      language: text(form, 'language') === 'es' ? 'es' : 'en',
      tags: texts(form, 'tags'),
      ...appearing.value,
      ...wishOf(form),
    });
    if (!result.ok) return refusal(result.error, form);
    remember(event, 'zone', appearing.value.zone);
    redirect(303, '/drafts');
  },
};
