import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './watching.ts';

const CONFIGURATION = new URL('../../deploy/nginx.conf', import.meta.url);

/** A real nginx with the very configuration that docker-compose.yml mounts; only ports, names and folders are this machine's. */
export class TestNginx {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#process = process;
  }

  /** A port has to be known before the servers start: it is their public address. */
  static async start(port: number, servers: Readonly<Record<'server-a' | 'server-b', string>>): Promise<TestNginx> {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-nginx-'));
    // Its workers run as somebody else.
    await chmod(folder, 0o755);
    let text = (await readFile(CONFIGURATION, 'utf8'))
      .replaceAll('/tmp/', `${folder}/`)
      .replace('listen 8080', `listen 127.0.0.1:${port}`);
    for (const [name, url] of Object.entries(servers))
      text = text.replaceAll(`${name}:3000 resolve`, new URL(url).host);
    const file = join(folder, 'nginx.conf');
    await writeFile(file, text);
    const log = await open(join(folder, 'log'), 'a');
    const stdio = ['ignore', log.fd, log.fd] as const;
    const child = spawn('nginx', ['-c', file, '-p', folder, '-e', 'stderr', '-g', 'daemon off;'], {
      stdio: [...stdio],
    });
    await log.close();
    const url = `http://127.0.0.1:${port}`;
    await until(
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      'nginx to answer',
    );
    return new TestNginx(url, folder, child);
  }

  /** All it has said so far, on both outputs. */
  async printed(): Promise<string> {
    return readFile(join(this.#folder, 'log'), 'utf8');
  }

  async close(): Promise<void> {
    this.#process.kill('SIGTERM');
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
