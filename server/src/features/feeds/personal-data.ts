import type { exported } from '@hearth/shared/feeds/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteFeedKey, findFeedKey } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['FeedKey'],
  streams: [],
  async export({ actor }) {
    return { feedKeyMadeAt: (await findFeedKey(actor.id))?.madeAt.toISOString() ?? null };
  },
  erase: (_services, { personId }) => deleteFeedKey(personId),
};
