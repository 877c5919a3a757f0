import { filterIn } from '#lib/audit/filter.ts';
import { personMeant } from '#lib/accounts/meant.ts';
import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const meantBy = (name: string) => personMeant(locals.api, url.searchParams.get(name)?.trim() ?? '');
  const people = { by: await meantBy('by'), about: await meantBy('about') };
  // By their ids, also in links to the same list.
  const params = new URLSearchParams(url.searchParams);
  for (const [name, one] of Object.entries(people)) if (one?.personId) params.set(name, one.personId);
  const isOfNobody = people.by?.error !== undefined || people.about?.error !== undefined;
  const filter = filterIn(isOfNobody ? new URLSearchParams() : params);
  const [page, boards, rules] = await Promise.all([
    locals.api.query('audit.list', filter),
    locals.api.query('board.list', {}),
    locals.api.query('house-rules.get', {}),
  ]);
  const { by, about } = filter;
  const nameOf = async (personId: typeof by) => {
    const person = personId ? await locals.api.query('person.get', { personId }) : null;
    return person?.ok ? person.value.name : null;
  };
  return {
    page: isOfNobody ? { ...found(page), entries: [], next: null } : found(page),
    boards: found(boards).map(({ id, name }) => ({ id, name })),
    rules: rules.ok ? rules.value.shown.rules.map(({ id, title }) => ({ id, title })) : [],
    chosen: Object.fromEntries(params),
    faults: { by: people.by?.error, about: people.about?.error },
    names: { by: await nameOf(by), about: await nameOf(about) },
  };
};
