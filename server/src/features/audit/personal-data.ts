import type { exported } from '@hearth/shared/audit/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { findName, forgetName, peopleBehind } from './names-store.ts';
import { namesIn, withNumber } from './present.ts';
import { readWith } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Audit', 'AuditOutcome', 'AuditName'],
  streams: [],

  async export({ actor }) {
    const name = await findName(actor.id);
    if (name === null) return { auditedActs: [], auditedAbout: [] };
    const [own, about] = [await readWith('by', name), await readWith('about', name)];
    const people = await peopleBehind(own.flatMap(namesIn));
    return {
      auditedActs: own.map(({ at, act, on, reason }) => {
        const { kind, id, no = '' } = withNumber(on, people);
        return { at: at.toISOString(), act, reason, on: [kind, id, no].join(' ').trim() };
      }),
      auditedAbout: about.map(({ at, act }) => ({ at: at.toISOString(), act })),
    };
  },

  /** The log stays as it is; nobody can tell any more whom a name in it stood for. */
  erase: (_services, { personId }) => forgetName(personId),
};
