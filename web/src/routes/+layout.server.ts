import { found } from '#lib/api/answers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const account = found(await locals.house.query('account.me', {}));
  return { ...account, theme: locals.theme };
};
