import { imports as contract } from '@hearth/shared/imports/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { endImport, importFiles } from './beside.ts';
import { personalData } from './personal-data.ts';
import { readImport } from './reading.ts';
import { recoverImports, runImport } from './running.ts';
import * as service from './service.ts';

export const imports = feature(contract, {
  commands: { 'import.check': service.check, 'import.turn': service.turnOn },
  queries: { 'import.get': service.get, 'import.list': service.list },
  jobs: [anyJob(readImport), anyJob(runImport), anyJob(endImport)],
  fileSubjects: [importFiles],
  recover: recoverImports,
  personalData,
});
