import { files as contract } from '@hearth/shared/files/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import type { FileSubject } from '../file-subject.ts';
import { addFileCommands } from './admin.ts';
import { checkFile } from './checking.ts';
import { collectUnused } from './collecting.ts';
import { lookAtFile, recoverLooking } from './looking.ts';
import { makePicture } from './making.ts';
import { personalDataOver } from './personal-data.ts';
import { receive } from './receiving.ts';
import * as service from './service.ts';
import { finishRemovingOver } from './finishing.ts';
import { findForm } from './serving.ts';
import type { Subjects } from './subjects.ts';

/** `belongTo`: what files may be part of, from whichever feature. */
export function filesOver(belongTo: readonly FileSubject[]) {
  const subjects: Subjects = new Map(belongTo.map((one) => [one.kind, one]));
  return feature(contract, {
    commands: { 'file.begin': service.begin, 'file.describe': service.describe, 'file.discard': service.discard },
    queries: { 'file.get': service.get },
    personalData: personalDataOver(subjects),
    jobs: [
      anyJob(collectUnused),
      anyJob(makePicture),
      anyJob(checkFile),
      anyJob(lookAtFile),
      anyJob(finishRemovingOver(subjects)),
    ],
    recover: recoverLooking,
    admin: addFileCommands,
    bytes: { receive, find: (reader, id, form) => findForm(subjects, reader, id, form) },
  });
}
