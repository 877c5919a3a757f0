import { trials as contract } from '@hearth/shared/trials/index';
import { feature } from '../feature.ts';
import { forgetReports } from './forgetting.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { tried } from './tried.ts';
import { triedEntries } from './tried-entries.ts';

export const trials = feature(contract, {
  commands: { 'trial.report': service.report, 'trial.withdraw': service.withdraw, 'trial.remove': service.remove },
  queries: { 'trial.list': queries.list },
  reactions: [forgetReports],
  personalData,
  recover: async (services) => {
    await tried.recount(services);
    await triedEntries.recount(services);
  },
});
