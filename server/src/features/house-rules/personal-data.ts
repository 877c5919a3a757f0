import type { exported } from '@hearth/shared/house-rules/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteConsents, readConsents, takeNameFromRules } from './store.ts';

/** What an admin wrote as a rule stays; that it was they goes with them. A reason has nobody's name. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['HouseRules', 'Consent', 'Reason'],
  streams: [],
  async export({ actor }) {
    const consents = await readConsents(actor.id);
    return { houseRules: consents.map(({ version, at }) => ({ version, at: at.toISOString() })) };
  },
  async erase(_services, { personId }) {
    const had = [await deleteConsents(personId), await takeNameFromRules(personId)];
    return had.includes(true);
  },
};
