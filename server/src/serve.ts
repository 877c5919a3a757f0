import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setTimeout as passed } from 'node:timers/promises';
import { createApp } from './app.ts';
import { buildServices, type OpenServices } from './build-services.ts';
import { readConfig, type Config } from './config.ts';
import { fillDemo } from './demo/fill.ts';
import { demoState } from './demo/store.ts';
import type { Live } from './live/open.ts';
import { features } from './features/index.ts';
import type { Migration } from './migrations/migration.ts';
import { prepareStore } from './migrations/prepare.ts';
import { closeInTurn } from './platform/close-in-turn.ts';
import { createLogger } from './platform/logger.ts';
import { openStore } from './platform/mongo.ts';
import { bracketed } from './request/own-names.ts';
import { loadSecret } from './platform/secret.ts';

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** What is being answered may take this long; main.ts ends the process after ten seconds. */
const DRAIN_MS = 8_000;
/** Connections that have arrived by then are accepted, even while we are busy; not doing so would reset them. */
const LAST_CALL_MS = 250;

type Say = (line: string) => void;

/**
 * Opens the store, prepares it, fills an empty one with the demo network, and listens. `say` gets what a person at a
 * terminal should read; tests bring migrations of their own.
 */
export async function serve(
  env: Readonly<Record<string, string | undefined>>,
  say: Say,
  migrations?: readonly Migration[],
): Promise<Running> {
  const config = readConfig(env);
  for (const warning of config.warnings) say(`  WARNING  ${warning}`);
  await requireFreePort(config);
  const log = createLogger(config.logLevel);
  const store = await openStore(config, log);
  const toClose: (() => Promise<void>)[] = [() => store.close()];
  const close = () => closeInTurn(toClose.splice(0).reverse());
  try {
    const secret = await loadSecret(config);
    const isDemo = await prepareStore({ store, say, ...(migrations && { migrations }) }, () =>
      prepareDemo(config, secret, say),
    );
    const open = buildServices({ config, log, secret, isDemo });
    toClose.push(open.close);
    const { server, live } = await createApp(open.services, { withPages: true });
    toClose.push(() => stopServing(server, live, open));
    open.services.metrics.watchProcess();
    await open.services.streams.registry.introduce(new Date());
    for (const worker of features.flatMap(({ workers }) => workers)) {
      const { stop } = worker.start(open.services, store);
      toClose.push(stop);
    }
    server.listen(config.port, config.host);
    await once(server, 'listening');
    const url = config.publicUrl ?? localUrl(config, server.address());
    open.services.baseUrl.url = url;
    greet(say, url, store.name, isDemo);
    if (isDemo && !config.isLocal) say(OPEN_DEMO);
    return { url, close };
  } catch (error) {
    // What could not be opened is what is to be told.
    await close().catch(() => {});
    throw error;
  }
}

/**
 * Takes nobody new after a last call, and lets those who are being served finish: `/readyz` says so, live connections are
 * closed so that their clients come back to another server, each when it is answered, no connection is kept for another
 * request, jobs that were begun are waited for, and what still lasts after eight seconds is cut.
 */
async function stopServing(server: Server, live: Live, { services, stopJobs }: OpenServices): Promise<void> {
  const { lifecycle, backgroundTasks } = services;
  lifecycle.isClosing = true;
  const begun = performance.now();
  await passed(LAST_CALL_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  const leftMs = () => Math.max(0, begun + DRAIN_MS - performance.now());
  await closeInTurn([
    () => live.close(DRAIN_MS),
    () => closed,
    () => clearInterval(idle),
    () => clearTimeout(late),
    () => Promise.all([backgroundTasks.settled(leftMs()), stopJobs(leftMs())]),
  ]);
}

/** Before anything is opened or filled: a taken port is told at once. */
async function requireFreePort({ port, host }: Config): Promise<void> {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** True when the store holds the demo network and that is wanted; fills it when the store is empty. */
async function prepareDemo(config: Config, secret: string, say: Say): Promise<boolean> {
  const state = await demoState();
  if (!config.demo) {
    if (state === 'begun' || state === 'filled') say(LEFT_DEMO);
    return false;
  }
  if (state === 'foreign') return false;
  if (state === 'filled') return true;
  say('The store is empty. Filling it with the demo network …');
  await fillDemo({ config, secret, say });
  return true;
}

/** Whoever was an admin of the demo may have given rights to others. */
const LEFT_DEMO = `
  WARNING  This store holds the demo network, and the demo is off. Nobody can sign in as its people any more; but what
  they wrote is shown, and whoever got an account or a role while the demo ran still has it. Begin your own network with
  an empty store.`;

const OPEN_DEMO = `
  WARNING  HEARTH_DEMO=on, and others can reach this server: anybody who does can sign in as an admin, without a password.
  This is for trying out alone. For a network of your own set HEARTH_DEMO=off and begin with an empty store.`;

function localUrl({ host }: Config, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address ? address.port : 0;
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : bracketed(host);
  return `http://${name}:${port}`;
}

function greet(say: Say, url: string, storeName: string, isDemo: boolean): void {
  say('');
  say(`  Hearth is open:  ${url}`);
  say(`  Everything is kept in ${storeName}.`);
  if (isDemo) say(`  This is the demo network. Sign in as one of its people: ${url}/sign-in`);
  say('  Ctrl+C stops it.');
  say('');
}
