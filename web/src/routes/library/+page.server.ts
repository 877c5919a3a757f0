import { collectionLimits } from '@hearth/shared/collections/limits';
import { found } from '#lib/api/answers.ts';
import { countedAfterIn } from '#lib/library/after.ts';
import { choiceOf, narrowingIn, topicNames } from '#lib/library/narrowing.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const narrowing = narrowingIn(url);
  const after = countedAfterIn(url);
  const isFirst = !('after' in after);
  const isTop = isFirst && Object.keys(narrowing.chosen).length === 0;
  const [listed, queue, collections] = await Promise.all([
    locals.api.query('library.list', { ...choiceOf(narrowing), ...after }),
    me && me.role !== 'member' ? locals.api.query('library.queue', {}) : null,
    isTop ? locals.api.query('collection.list', { most: collectionLimits.onTop }) : null,
  ]);
  const list = found(listed);
  const topics = [...list.facets.topic.map(({ value }) => value), ...(narrowing.chosen.topic ?? [])];
  return {
    ...{ list, narrowing, isFirst },
    topics: await topicNames(locals, topics),
    waiting: queue ? found(queue).waiting : 0,
    /** Where nothing is looked for. */
    collections: collections && found(collections).collections,
  };
};
