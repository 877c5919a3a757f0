import { boards as contract } from '@hearth/shared/boards/index';
import { anyJob } from '../../jobs/job.ts';
import { feature, watched } from '../feature.ts';
import { addBoardCommands } from './admin.ts';
import { breakGlass, closeGlass, endOpening } from './glass.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { readership } from './readership.ts';
import { rightsOfPerson } from './rights-of.ts';
import { boardRows } from './rows.ts';
import * as sections from './sections.ts';
import * as service from './service.ts';
import { boardAudience, boards as stream } from './stream.ts';

export const boards = feature(contract, {
  commands: {
    'board.create': service.create,
    'board.edit': service.edit,
    'board.break-glass': breakGlass,
    'board.close-glass': closeGlass,
    'section.create': sections.create,
    'section.edit': sections.edit,
    'section.remove': sections.remove,
  },
  queries: {
    'board.list': queries.list,
    'board.sections': sections.listOf,
    'board.settings': queries.settings,
    'board.template': queries.template,
    'board.readership': readership,
    'board.rights-of': rightsOfPerson,
  },
  personalData,
  streams: [watched(stream, boardAudience)],
  reactions: [boardRows],
  jobs: [anyJob(endOpening)],
  admin: addBoardCommands,
});
