import { boards as contract } from '@hearth/shared/boards/index';
import { anyStream } from '../../streams/definition.ts';
import { feature } from '../feature.ts';
import { addBoardCommands } from './admin.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { boardRows } from './rows.ts';
import { boards as stream } from './stream.ts';

export const boards = feature(contract, {
  commands: {},
  queries: {
    'board.list': queries.list,
  },
  personalData,
  streams: [anyStream(stream)],
  reactions: [boardRows],
  admin: addBoardCommands,
});
