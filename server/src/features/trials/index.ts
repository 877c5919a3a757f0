import { trials as contract } from '@hearth/shared/trials/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { tried } from './tried.ts';

export const trials = feature(contract, {
  commands: { 'trial.report': service.report, 'trial.withdraw': service.withdraw, 'trial.remove': service.remove },
  queries: { 'trial.list': queries.list },
  personalData,
  recover: tried.recount,
});
