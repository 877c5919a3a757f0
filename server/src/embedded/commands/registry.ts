import { aggregate } from './aggregate.ts';
import { bulkWrite } from './bulk-write.ts';
import type { Command } from './call.ts';
import {
  collMod,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  renameCollection,
} from './collection-commands.ts';
import { count } from './count.ts';
import { getMore, killCursors } from './cursor-commands.ts';
import { deleteMany } from './delete.ts';
import { distinct } from './distinct.ts';
import { explain } from './explain.ts';
import { findAndModify } from './find-and-modify.ts';
import { find } from './find.ts';
import { createIndexes, dropIndexes, listIndexes } from './index-commands.ts';
import { insert } from './insert.ts';
import * as server from './server-commands.ts';
import { collStats, dbStats, validate } from './statistics-commands.ts';
import { update } from './update.ts';

/** Every command by the name that clients call it by. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['aggregate', aggregate],
  ['count', count],
  ['distinct', distinct],
  ['explain', explain],
  ['insert', insert],
  ['update', update],
  ['delete', deleteMany],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['bulkWrite', bulkWrite],
  ['createIndexes', createIndexes],
  ['listIndexes', listIndexes],
  ['dropIndexes', dropIndexes],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['renameCollection', renameCollection],
  ['collMod', collMod],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['collStats', collStats],
  ['dbStats', dbStats],
  ['dbstats', dbStats],
  ['validate', validate],
  ['hello', server.hello],
  ['isMaster', server.hello],
  ['ismaster', server.hello],
  ['ping', server.acknowledge],
  ['startSession', server.acknowledge],
  ['refreshSessions', server.acknowledge],
  ['endSessions', server.acknowledge],
  ['killSessions', server.acknowledge],
  ['buildInfo', server.buildInfo],
  ['buildinfo', server.buildInfo],
  ['serverStatus', server.serverStatus],
  ['connectionStatus', server.connectionStatus],
  ['getParameter', server.getParameter],
  ['getLog', server.getLog],
  ['hostInfo', server.hostInfo],
  ['getCmdLineOpts', server.getCmdLineOpts],
  ['replSetGetStatus', server.replSetGetStatus],
  ['commitTransaction', server.endTransaction],
  ['abortTransaction', server.endTransaction],
]);
