import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { staysEmbedded } from '../../support/database.ts';
import { Child } from '../../support/processes.ts';

/** The store in a process of its own, at an address that stays the same, with its faults on demand. */
export class StoreProcess {
  readonly uri: string;
  readonly #folder: string;
  readonly #socket: string;
  #child: Child | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#socket = join(folder, 'store.sock');
    this.uri = `mongodb://${encodeURIComponent(this.#socket)}/?directConnection=true`;
  }

  static async start(): Promise<StoreProcess> {
    staysEmbedded('its store is killed, frozen, or told to fail');
    const store = new StoreProcess(await mkdtemp(join(tmpdir(), 'hearth-store-')));
    await store.start();
    return store;
  }

  async start(): Promise<void> {
    this.#child = new Child('tests/store/support/serve.ts', [join(this.#folder, 'data'), this.#socket, 'faults'], {});
    await this.#child.says(/^(mongodb:\/\/\S+)/m);
  }

  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  freeze(): void {
    this.#child?.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.process.kill('SIGCONT');
  }

  /** MongoDB's own `configureFailPoint`; see server/src/embedded/faults.ts. */
  async fault(name: string, mode: 'alwaysOn' | 'off' | { times: number }, data: object = {}): Promise<void> {
    const client = await new mongoose.mongo.MongoClient(this.uri).connect();
    try {
      await client.db('admin').command({ configureFailPoint: name, mode, data });
    } finally {
      await client.close();
    }
  }

  async close(): Promise<void> {
    this.thaw();
    await this.#child?.end('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
