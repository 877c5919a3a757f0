import { rota as contract } from '@hearth/shared/rota/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import { get } from './queries.ts';
import { set } from './service.ts';

export const rota = feature(contract, {
  commands: { 'rota.set': set },
  queries: { 'rota.get': get },
  personalData,
});
