import { collectionLimits } from '@hearth/shared/collections/limits';
import type { TagId } from '@hearth/shared/tags/entity';
import { found } from '#lib/api/answers.ts';
import { countedAfterIn } from '#lib/library/after.ts';
import { choiceOf, narrowingIn, topicNames } from '#lib/library/narrowing.server.ts';
import { follow } from '#lib/follows/actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const narrowing = narrowingIn(url);
  const after = countedAfterIn(url);
  const isFirst = !('after' in after);
  const isTop = isFirst && Object.keys(narrowing.chosen).length === 0;
  const [topicId] = narrowing.chosen.topic?.length === 1 ? narrowing.chosen.topic : [];
  const [listed, queue, collections, heard] = await Promise.all([
    locals.api.query('library.list', { ...choiceOf(narrowing), ...after }),
    me && me.role !== 'member' ? locals.api.query('library.queue', {}) : null,
    isTop ? locals.api.query('collection.list', { most: collectionLimits.onTop }) : null,
    me && topicId ? locals.api.query('follow.library', { what: { topicId } }) : null,
  ]);
  const list = found(listed);
  // Nothing is answered of what is no topic.
  const following = heard?.ok ? { topicId: topicId as TagId, shown: heard.value } : null;
  const topics = [...list.facets.topic.map(({ value }) => value), ...(narrowing.chosen.topic ?? [])];
  return {
    ...{ list, narrowing, isFirst, following },
    topics: await topicNames(locals, topics),
    waiting: queue ? found(queue).waiting : 0,
    /** Where nothing is looked for. */
    collections: collections && found(collections).collections,
  };
};

export const actions: Actions = { follow };
