import { readerOf } from '#lib/accounts/reader.ts';
import { found } from '#lib/api/answers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { me, newHere, ...rest } = found(await locals.api.query('account.me', {}));
  const reader = me && readerOf(me);
  const applies = newHere && { most: newHere.most, left: newHere.left, minutes: newHere.minutes };
  return { ...rest, newHere: applies, me: reader, unproven: me && !me.isProven ? me.email : null, theme: locals.theme };
};
