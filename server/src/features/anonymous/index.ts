import { anonymous as contract } from '@hearth/shared/anonymous/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';

export const anonymous = feature(contract, {
  commands: { 'anonymous.open': service.open },
  queries: { 'anonymous.alias': service.getAlias, 'anonymous.openings': service.list },
  personalData,
});
