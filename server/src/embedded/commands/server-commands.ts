import { cpus, hostname, release, totalmem } from 'node:os';
import type { Document } from '../bson/types.ts';
import { MAX_DOCUMENT } from '../storage/collection.ts';
import { MongoError } from '../values/errors.ts';
import { MAX_BATCH } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

/** The version whose commands and answers are kept to. */
const VERSION = '8.0.0';
/** MongoDB's limit on a message, in bytes. */
const MAX_MESSAGE = 48_000_000;

const general = (fields: readonly string[], run: (call: Call, store: Store) => Reply): Command => ({
  fields,
  run,
  isGeneral: true,
});

/**
 * A standalone: no `setName`, so drivers neither retry writes nor begin transactions; no `topologyVersion`, so they do
 * not ask to be told of changes.
 */
export const hello = general(
  [
    'helloOk',
    'client',
    'compression',
    'topologyVersion',
    'maxAwaitTimeMS',
    'loadBalanced',
    'speculativeAuthenticate',
    'backpressure',
    'saslSupportedMechs',
  ],
  ({ connectionId }) => ({
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: MAX_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
  }),
);

/** Answered, with nothing to do: sessions are kept by the client alone. */
export const acknowledge = general([], () => ({}));

export const buildInfo = general([], () => ({
  version: VERSION,
  gitVersion: 'embedded',
  modules: [],
  versionArray: VERSION.split('.').map(Number).concat(0),
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT,
  storageEngines: ['sqlite'],
}));

export const serverStatus = general([], (_call, { startedAt, commandsRun, cursors, catalog }) => ({
  host: 'embedded',
  version: VERSION,
  process: 'embedded',
  pid: BigInt(process.pid),
  uptime: Math.round((Date.now() - startedAt.getTime()) / 1000),
  localTime: new Date(),
  opcounters: { command: commandsRun },
  metrics: { cursor: { open: { total: cursors.count } } },
  catalogStats: { collections: catalog.all().length },
  storageEngine: { name: 'sqlite', persistent: true, readOnly: false },
  mem: { resident: Math.round(process.memoryUsage.rss() / 1024 / 1024) },
}));

export const connectionStatus = general(['showPrivileges'], () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
}));

export const getParameter = general(['featureCompatibilityVersion', 'allParameters'], ({ body }): Document => {
  if (!('featureCompatibilityVersion' in body)) throw new MongoError(72, 'InvalidOptions', 'no option found to get');
  return { featureCompatibilityVersion: { version: '8.0' } };
});

/** Asked for by Compass before it shows anything. */
export const hostInfo = general([], () => ({
  system: {
    currentTime: new Date(),
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: Math.round(totalmem() / 1024 / 1024),
    numCores: cpus().length,
    cpuArch: process.arch,
  },
  os: { type: process.platform, name: process.platform, version: release() },
  extra: {},
}));

export const getCmdLineOpts = general([], () => ({ argv: [], parsed: {} }));

export const getLog = general([], () => ({ totalLinesWritten: 0, log: [] }));

const notReplicated = (): never => {
  throw new MongoError(76, 'NoReplicationEnabled', 'not running with --replSet');
};
export const replSetGetStatus = general([], notReplicated);

const noTransactions = (): never => {
  throw new MongoError(20, 'IllegalOperation', NO_TRANSACTIONS);
};
/** In MongoDB's words for a standalone, by which drivers know it. */
export const NO_TRANSACTIONS = 'Transaction numbers are only allowed on a replica set member or mongos';
export const endTransaction = general(['recoveryToken'], noTransactions);
