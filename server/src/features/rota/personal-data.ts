import type { RotaHours } from '@hearth/shared/rota/entity';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { presentHours } from './present.ts';
import { deleteHours, findHours } from './store.ts';

export const personalData: PersonalData<{ rota: RotaHours | null }> = {
  collections: ['RotaHours'],
  streams: [],
  async export({ actor }) {
    const own = await findHours(actor.id);
    return { rota: own && presentHours(own) };
  },
  erase: (_services, { personId }) => deleteHours(personId),
};
