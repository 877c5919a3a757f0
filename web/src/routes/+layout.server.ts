import type { Reader } from '#lib/accounts/reader.ts';
import { found } from '#lib/api/answers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { me, ...rest } = found(await locals.house.query('account.me', {}));
  const reader: Reader | null = me && { id: me.id, name: me.name, role: me.role };
  return { ...rest, me: reader, unproven: me && !me.isProven ? me.email : null, theme: locals.theme };
};
