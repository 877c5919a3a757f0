import { audit as contract } from '@hearth/shared/audit/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';

export const audit = feature(contract, {
  commands: {},
  queries: { 'audit.list': queries.list },
  personalData,
});
