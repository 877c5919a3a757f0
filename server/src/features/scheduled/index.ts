import { scheduled as contract } from '@hearth/shared/scheduled/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { appear, mailRefused } from './appearing.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';

export const scheduled = feature(contract, {
  commands: {
    'scheduled.put': service.put,
    'scheduled.change': service.alter,
    'scheduled.turn': service.turn,
    'scheduled.post': service.post,
  },
  queries: { 'scheduled.list': queries.list, 'scheduled.get': queries.get },
  jobs: [anyJob(appear), anyJob(mailRefused)],
  personalData,
});
