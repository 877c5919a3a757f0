import { sanctions as contract } from '@hearth/shared/sanctions/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import * as appeals from './appeals.ts';
import { recoverStandings } from './following.ts';
import { mailSanction } from './mailing.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';

export const sanctions = feature(contract, {
  commands: {
    'sanction.impose': service.impose,
    'sanction.lift': service.lift,
    'sanction.appeal': appeals.appeal,
    'sanction.decide-appeal': appeals.decideAppeal,
    'sanction.read': appeals.read,
    'sanction.note': service.note,
  },
  queries: {
    'sanction.own': queries.own,
    'sanction.refused': queries.refused,
    'sanction.of': queries.of,
    'sanction.list': queries.list,
  },
  jobs: [anyJob(mailSanction)],
  recover: recoverStandings,
  personalData,
});
