import { readerOf } from '#lib/accounts/reader.ts';
import { found } from '#lib/api/answers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  // Of strangers too: what a page asks is the same for all who are shown it.
  const [asked, bell, rules] = await Promise.all([
    locals.api.query('account.me', {}),
    locals.api.query('bell.count', {}),
    locals.api.query('house-rules.news', {}),
  ]);
  const { me, newHere, ...rest } = found(asked);
  const reader = me && readerOf(me);
  const applies = newHere && { most: newHere.most, left: newHere.left, minutes: newHere.minutes };
  return {
    ...rest,
    bell: found(bell).total,
    rules: found(rules).news,
    newHere: applies,
    me: reader,
    unproven: me && !me.isProven ? me.email : null,
    theme: locals.theme,
  };
};
