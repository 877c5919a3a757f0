import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const name = url.searchParams.get('name')?.trim() ?? '';
  const lists = found(await locals.api.query('sanction.list', {}));
  const people = name ? found(await locals.api.query('person.find', { name })) : null;
  return { ...lists, name, people };
};
