import { found } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const filter = Object.fromEntries(
    ['kind', 'language'].flatMap((name) => {
      const value = url.searchParams.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const after = afterIn(url);
  const [list, queue] = await Promise.all([
    locals.api.query('library.list', { ...filter, ...after }),
    me && me.role !== 'member' ? locals.api.query('library.queue', {}) : null,
  ]);
  return { list: found(list), filter, isFirst: !('after' in after), waiting: queue ? found(queue).waiting : 0 };
};
