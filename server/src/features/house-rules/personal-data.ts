import type { exported } from '@hearth/shared/house-rules/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteConsents, readConsents, readRulesBy, takeNameFromRules } from './store.ts';

/** What an admin wrote as a rule stays; that it was they goes with them. A reason has nobody's name. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['HouseRules', 'Consent', 'Reason'],
  streams: [],
  async export({ actor }) {
    const [consents, published] = await Promise.all([readConsents(actor.id), readRulesBy(actor.id)]);
    return {
      houseRules: consents.map(({ version, at }) => ({ version, at: at.toISOString() })),
      houseRulesPublished: published.map(({ _id, at, changes }) => ({ version: _id, at: at.toISOString(), changes })),
    };
  },
  async erase(_services, { personId }) {
    const had = [await deleteConsents(personId), await takeNameFromRules(personId)];
    return had.includes(true);
  },
};
