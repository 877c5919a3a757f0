import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@hearth/server/platform/mongo';
import { insertBoard } from '@hearth/server/features/boards/store';
import { setRoleOf } from '@hearth/server/features/accounts/store';
import { readFrom } from '@hearth/server/streams/store';
import type { Post } from '@hearth/shared/threads/entity';
import { boardId } from '@hearth/shared/boards/entity';
import { threadStart } from '@hearth/web/lib/threads/thread-view';
import { digestOf, Driver, lineTo } from '../../support/driver.ts';
import { byCommand, check, type Truth, type Verdict } from '../../support/history/check.ts';
import { setTestGates } from '../../support/gates.ts';
import { History } from '../../support/history/history.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { Person } from '../../support/person.ts';
import { staysEmbedded } from '../../support/database.ts';
import { ServerProcess, startStore } from '../../support/processes.ts';
import { TestRedis } from '../../support/redis.ts';
import { until } from '../../support/watching.ts';
import { StoreProcess } from './store-process.ts';

export interface Setting {
  /** `inside` the one server, as people run it at first; `beside`, shared by all servers; or there to be `broken`. */
  readonly store: 'inside' | 'beside' | 'broken';
  /** One unless told otherwise. */
  readonly servers?: 1 | 2;
  readonly redis?: boolean;
  /** Where servers find the store instead, a proxy for instance. Their own address otherwise. */
  readonly storeAt?: (uri: string) => Promise<string>;
  /** Of the board the thread is in; everyone unless told otherwise. */
  readonly readers?: 'everyone' | 'staff';
  readonly env?: Readonly<Record<string, string>>;
}

/** Where its thread is. */
export const BOARD = boardId.parse('commons');
/** How long unanswered commands and views may take at most before a run is given up as stuck … */
const STUCK_MS = 30_000;
/** … and how much longer for each command that waits: people may not need longer to be rid of them than to write them. */
const EACH_MS = 50;

type Shared = Awaited<ReturnType<typeof startStore>>;

/** Real server processes, what stands behind them, one thread, and the clients of a run. */
export class Stage {
  readonly history = new History();
  readonly servers: readonly ServerProcess[];
  readonly redis: TestRedis | null;
  readonly #store: StoreProcess | Shared | null;
  readonly #mailbox: Mailbox;
  /** The servers' data. */
  readonly folder: string;
  readonly #drivers: Driver[] = [];
  /** Who may read what strangers may not. */
  #reader: Person | null = null;
  threadId = '';

  private constructor(parts: {
    servers: ServerProcess[];
    redis: TestRedis | null;
    store: StoreProcess | Shared | null;
    mailbox: Mailbox;
    folder: string;
  }) {
    this.#mailbox = parts.mailbox;
    this.servers = parts.servers;
    this.redis = parts.redis;
    this.#store = parts.store;
    this.folder = parts.folder;
  }

  static async open({
    store: where,
    servers: count = 1,
    redis: withRedis = false,
    storeAt,
    readers = 'everyone',
    env = {},
  }: Setting): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-stage-'));
    if (where === 'inside') staysEmbedded('the store inside the server is what is tried');
    const store = where === 'inside' ? null : where === 'broken' ? await StoreProcess.start() : await startStore();
    const redis = withRedis ? await TestRedis.start() : null;
    await onStore(store?.uri ?? null, folder, () => prepare(readers));
    const mailbox = await Mailbox.start();
    const own = { HEARTH_DATA: folder, NODE_ENV: 'test', LOG_LEVEL: 'error', SMTP_URL: mailbox.url };
    const settings: Record<string, string> = { ...own, ...env };
    if (store) settings['MONGODB_URI'] = storeAt ? await storeAt(store.uri) : store.uri;
    if (redis) settings['REDIS_URL'] = redis.url;
    const servers: ServerProcess[] = [];
    for (let n = 0; n < count; n++) servers.push(await ServerProcess.start(settings));
    const stage = new Stage({ servers, redis, store, mailbox, folder });
    const starter = readers === 'staff' ? await stage.staff('admin') : await stage.person();
    const { thread } = await starter.do(
      'thread.start',
      { boardId: BOARD, title: 'A run', text: 'The first.', language: 'en' },
      FIRST,
    );
    stage.history.add({ kind: 'invoke', who: 'starter', op: FIRST, stream: `thread:${thread.id}` });
    stage.threadId = thread.id;
    return stage;
  }

  get server(): ServerProcess {
    const [server] = this.servers;
    if (!server) throw new Error('a stage has a server');
    return server;
  }

  get store(): StoreProcess {
    if (!(this.#store instanceof StoreProcess)) throw new Error('the store of this stage is not there to be broken');
    return this.#store;
  }

  get drivers(): readonly Driver[] {
    return this.#drivers;
  }

  async person(server = this.server): Promise<Person> {
    return this.#mailbox.join(server.url);
  }

  /** Somebody new who watches the thread; reached through `at` where something stands in between. */
  async driver(
    who: string,
    { server = this.server, at = server.url, by }: { server?: ServerProcess; at?: string; by?: Person } = {},
  ): Promise<Driver> {
    const person = by ?? (await this.person(server));
    const driver = new Driver(who, lineTo(at, person.cookie), this.history);
    this.#drivers.push(driver);
    await until(() => driver.isConnected, `${who} to connect`, 10_000);
    await driver.watchThread(this.threadId);
    return driver;
  }

  /** Somebody of the network's staff. */
  async staff(role: 'admin' | 'moderator'): Promise<Person> {
    const person = await this.person();
    await onStore(this.#store?.uri ?? null, this.folder, () => setRoleOf(person.personId, role));
    this.#reader ??= person;
    return person;
  }

  fault(what: string): void {
    this.history.add({ kind: 'fault', what });
  }

  /**
   * Says that all faults are over, waits until everybody has their answers and shows what a fresh load shows, and
   * judges the run. Fails when somebody gets no answer at all.
   */
  async verdict(): Promise<Verdict> {
    this.history.add({ kind: 'calm' });
    const open = this.#drivers.filter((driver) => driver.isWatching);
    const isAnswered = () => open.every((driver) => driver.unanswered === 0);
    const patience = STUCK_MS + EACH_MS * open.reduce((waiting, { unanswered }) => waiting + unanswered, 0);
    await until(isAnswered, 'every command to be answered', patience).catch((error: unknown) => {
      const file = join(tmpdir(), `hearth-stuck-${process.pid}.jsonl`);
      this.history.write(file);
      throw new Error(`history in ${file}; the server said:\n${this.server.printed.slice(-4_000)}`, { cause: error });
    });
    const answeredAt = performance.now();
    for (;;) {
      const { digest } = await this.#fresh();
      const shown = open.map((driver) => driver.show(`thread:${this.threadId}`).digest);
      if (shown.every((one) => one === digest) || performance.now() - answeredAt > STUCK_MS) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return check(this.history.entries, await this.#truth());
  }

  async close(): Promise<void> {
    for (const driver of this.#drivers) driver.close();
    for (const server of this.servers) await server.stop('SIGKILL');
    await this.#store?.close();
    await this.redis?.close();
    await this.#mailbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #fresh(): Promise<{ digest: string; posts: readonly Post[] }> {
    const reader = new Person(this.server.url, null, this.#reader?.cookie ?? null);
    const first = threadStart(await reader.see('thread.get', { threadId: this.threadId, from: 1 })).state;
    const posts = [...first.posts];
    while (posts.length < first.thread.lastNo) {
      const from = (posts.at(-1)?.no ?? 0) + 1;
      posts.push(...(await reader.see('thread.get', { threadId: this.threadId, from })).posts);
    }
    return { digest: digestOf(first), posts };
  }

  /** Where the store is inside the server, the server is stopped for it. */
  async #truth(): Promise<Truth> {
    const stream = `thread:${this.threadId}`;
    const { digest, posts } = await this.#fresh();
    if (!this.#store) await this.server.stop();
    const events = await onStore(this.#store?.uri ?? null, this.folder, () => readFrom(stream, 1, 100_000));
    return { streams: { [stream]: { events, things: byCommand(posts, events), digest } } };
  }
}

const FIRST = randomUUID();

/** In this process, on the store itself and not through whatever stands in front of it. */
async function onStore<T>(mongoUri: string | null, dataFolder: string, work: () => Promise<T>): Promise<T> {
  const store: Store = await openStore({ mongoUri, dataFolder });
  try {
    return await work();
  } finally {
    await store.close();
  }
}

async function prepare(readers: 'everyone' | 'staff'): Promise<void> {
  const both = { en: 'Commons', es: 'Comunes' };
  const progress = { threads: 0, lastPostAt: null, seq: 0, mark: '' };
  await insertBoard({
    _id: BOARD,
    name: both,
    purpose: both,
    icon: 'people',
    readers,
    order: 1,
    ...progress,
  });
  await setTestGates();
}
