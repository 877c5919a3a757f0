import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownDatabase } from './database.ts';
import { freePort } from './redis.ts';
import { until } from './watching.ts';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const SECRET = 'a secret that only the tests know, long enough';

/** What `npm start` and the image give to Node. */
export const nodeFlags: readonly string[] = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(join(ROOT, 'server/node-flags.json'), 'utf8')));

/** A child that prints lines; what it printed is shown when it fails. */
export class Child {
  readonly process: ChildProcess;
  #printed = '';

  constructor(
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    flags: readonly string[] = [],
    root = ROOT,
  ) {
    this.process = spawn(process.execPath, [...flags, join(root, script), ...args], {
      // Of the MongoDB that the tests are given a child learns only what its test tells it.
      env: { ...process.env, NODE_OPTIONS: '', MONGODB_URI: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
    }
  }

  get printed(): string {
    return this.#printed;
  }

  async says(pattern: RegExp, ms = 60_000): Promise<string> {
    await until(
      () => {
        if (!this.isRunning) throw new Error(`it ended with ${this.process.exitCode}:\n${this.#printed}`);
        return pattern.test(this.#printed);
      },
      `${String(pattern)} in:\n${this.#printed}`,
      ms,
    );
    return pattern.exec(this.#printed)?.[1] ?? '';
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    this.process.kill(signal);
    await once(this.process, 'exit');
  }
}

/** `npm run admin -- …`; throws with what it printed when it fails. */
export async function runAdmin(words: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = new Child('server/src/admin/main.ts', words, { HEARTH_SECRET: SECRET, ...env });
  const [code] = await once(child.process, 'exit');
  if (code !== 0) throw new Error(child.printed);
}

/**
 * A store that several servers share: a database of the MongoDB that is given, or the embedded store as a process of its own.
 */
export async function startStore(): Promise<{ uri: string; close: () => Promise<void> }> {
  const database = ownDatabase();
  if (database) return { uri: database.uri, close: database.drop };
  const folder = await mkdtemp(join(tmpdir(), 'hearth-store-'));
  const child = new Child('server/src/admin/main.ts', ['store', 'serve', folder], {});
  const uri = await child.says(/^(mongodb:\/\/\S+)/m);
  return {
    uri,
    close: async () => {
      await child.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Setting {
  /** Of the checkout whose server it is. */
  readonly root?: string;
  /** Milliseconds until it has to be open. */
  readonly most?: number;
}

/** A whole server as its own process, on a port that stays the same over restarts. */
export class ServerProcess {
  readonly url: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #root: string;
  readonly #most: number;
  #child: Child | null = null;

  private constructor(port: number, env: Readonly<Record<string, string>>, { root = ROOT, most = 60_000 }: Setting) {
    this.url = `http://127.0.0.1:${port}`;
    this.#root = root;
    this.#most = most;
    // Tests fill in forms faster than people do.
    const own = {
      HEARTH_JOIN_SECONDS: '0',
      HEARTH_RATE_FACTOR: '1000',
      HEARTH_SECRET: SECRET,
      HEARTH_DEMO: 'off',
      HEARTH_PREVIEWS: 'off',
    };
    this.#env = { PORT: String(port), ...own, ...env };
  }

  static async start(env: Readonly<Record<string, string>>, setting: Setting = {}): Promise<ServerProcess> {
    const server = new ServerProcess(Number(env['PORT'] ?? (await freePort())), env, setting);
    await server.start();
    return server;
  }

  /** `more` counts for this start only. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#child = new Child('server/src/main.ts', [], { ...this.#env, ...more }, nodeFlags, this.#root);
    await this.#child.says(/Hearth is open/, this.#most).catch(async (error: unknown) => {
      await this.stop('SIGKILL');
      throw error;
    });
  }

  get printed(): string {
    return this.#child?.printed ?? '';
  }

  get pid(): number | undefined {
    return this.#child?.process.pid;
  }

  get exitCode(): number | null {
    return this.#child?.process.exitCode ?? null;
  }

  get isRunning(): boolean {
    return this.#child?.isRunning ?? false;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.process.kill(signal);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#child?.end(signal);
  }
}
