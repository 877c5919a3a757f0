import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { follow } from '#lib/follows/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_POSTS = 10;

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const personId = params.person;
  const isStaff = me.role !== 'member';
  const [person, posts, muted, standing] = await Promise.all([
    locals.api.query('person.get', { personId }),
    locals.api.query('post.by-person', { personId, most: MOST_POSTS }),
    locals.api.query('follow.person', { personId }),
    isStaff ? locals.api.query('sanction.of', { personId }) : null,
  ]);
  const history = standing && found(standing).sanctions;
  return withPhotos(locals.api, { person: found(person), posts: found(posts), muted: found(muted).muted, history }, [
    personId,
  ]);
};

export const actions: Actions = {
  follow,
  'no-photo': async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('photo.remove', crypto.randomUUID(), { personId: params.person });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/people/${params.person}`);
  },
  role: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { personId: params.person, role: text(form, 'role') };
    const result = await locals.api.command('person.set-role', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/people/${params.person}`);
  },
};
