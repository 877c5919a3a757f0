import { redirect } from '@sveltejs/kit';
import { peopleNamed, toldApart } from '#lib/accounts/named.ts';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { groupIn } from '#lib/groups/form.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { groupError } from '@hearth/shared/groups/errors';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [at, personId] = [url.searchParams.get('after'), url.searchParams.get('person')];
  const after = at && personId ? { after: { at, personId } } : {};
  const page = found(await locals.api.query('group.get', { groupId: params.group, ...after }));
  return withPhotos(locals.api, { page, isFirst: !at });
};

export const actions: Actions = {
  join: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('group.join', crypto.randomUUID(), { groupId: params.group });
    return result.ok ? {} : refusal(result.error, form);
  },
  leave: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('group.leave', crypto.randomUUID(), { groupId: params.group });
    if (!result.ok) return refusal(result.error, form);
    // A hidden one is not there any more.
    redirect(303, '/groups');
  },
  decide: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { groupId: params.group, personId: text(form, 'personId'), welcome: text(form, 'welcome') === 'yes' };
    const result = await locals.api.command('group.decide', crypto.randomUUID(), input);
    return result.ok ? {} : refusal(result.error, form);
  },
  invite: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const name = text(form, 'who').trim();
    const people = await peopleNamed(locals.api, name);
    if (!people.ok) return refusal(people.error, form);
    const [person, another] = people.value;
    const fields = { who: 'unknown' };
    if (!person) return refusal(groupError('person-unknown', { params: { name }, fields }).wire, form);
    const who = toldApart(people.value);
    if (another) return refusal(groupError('person-several', { params: { name, who }, fields }).wire, form);
    const input = { groupId: params.group, personId: person.id };
    const result = await locals.api.command('group.invite', crypto.randomUUID(), input);
    return result.ok ? {} : refusal(result.error, form);
  },
  remove: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { groupId: params.group, personId: text(form, 'personId') };
    const result = await locals.api.command('group.remove', crypto.randomUUID(), input);
    return result.ok ? {} : refusal(result.error, form);
  },
  owner: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { groupId: params.group, personId: text(form, 'personId'), owner: text(form, 'owner') === 'yes' };
    const result = await locals.api.command('group.set-owner', crypto.randomUUID(), input);
    return result.ok ? {} : refusal(result.error, form);
  },
  edit: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { groupId: params.group, ...groupIn(form) };
    const result = await locals.api.command('group.edit', crypto.randomUUID(), input);
    return result.ok ? {} : refusal(result.error, form);
  },
};
