import type { Reader } from '#lib/accounts/reader.ts';
import { found } from '#lib/api/answers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('own:account');
  const { me, newHere, ...rest } = found(await locals.api.query('account.me', {}));
  const reader: Reader | null = me && { id: me.id, name: me.name, role: me.role };
  const applies = newHere && { most: newHere.most, left: newHere.left, minutes: newHere.minutes };
  return { ...rest, newHere: applies, me: reader, unproven: me && !me.isProven ? me.email : null, theme: locals.theme };
};
