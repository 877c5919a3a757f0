import { held as contract } from '@hearth/shared/held/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { heldFiles } from './files.ts';
import { recoverHeld } from './listing.ts';
import { forgetRefused, mailDecided } from './mailing.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';

export const held = feature(contract, {
  commands: { 'held.take-back': service.takeBack, 'gate.set': service.setGates },
  queries: { 'held.own': queries.own, 'gate.get': queries.gates, 'trust.get': queries.trust },
  jobs: [anyJob(mailDecided), anyJob(forgetRefused)],
  fileSubjects: [heldFiles],
  recover: recoverHeld,
  personalData,
});
