import { boards as contract } from '@hearth/shared/boards/index';
import { feature, watched } from '../feature.ts';
import { addBoardCommands } from './admin.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { boardRows } from './rows.ts';
import { boardAudience, boards as stream } from './stream.ts';

export const boards = feature(contract, {
  commands: {},
  queries: {
    'board.list': queries.list,
  },
  personalData,
  streams: [watched(stream, boardAudience)],
  reactions: [boardRows],
  admin: addBoardCommands,
});
