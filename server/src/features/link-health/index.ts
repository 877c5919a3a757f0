import { linkHealth as contract } from '@hearth/shared/link-health/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { askDaily, followLinks, goThrough } from './following.ts';
import { lookAtHost } from './looking.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';

export const linkHealth = feature(contract, {
  commands: { 'link.check': service.check },
  queries: { 'link.of': service.linksOf, 'link.broken': service.broken },
  reactions: [followLinks],
  jobs: [anyJob(lookAtHost), anyJob(goThrough)],
  recover: askDaily,
  personalData,
});
