import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { nodeFlags } from '../support/processes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Clock ticks in a second, as Linux counts a process's time. */
const TICKS = 100;

/** A server on a processor of its own, as far as `taskset` allows it; its load comes from the others. */
export class Pinned {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.url = url;
  }

  static async start(script: string, env: Readonly<Record<string, string>>): Promise<Pinned> {
    const flags = script.startsWith('server/') ? nodeFlags : [];
    const words = ['-c', '0', process.execPath, '--disable-warning=ExperimentalWarning', ...flags, script];
    const child = spawn('taskset', words, {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const [, found] = /Hearth is open:\s+(\S+)/.exec(printed) ?? [];
        if (found) resolve(found.replace('localhost', '127.0.0.1'));
      });
      child.once('exit', () => reject(new Error(`${script} did not open:\n${printed}`)));
    });
    return new Pinned(child, url);
  }

  /** Memory in bytes, and processor time in milliseconds since it was started. */
  async spent(): Promise<{ bytes: number; cpuMs: number }> {
    const stat = await readFile(`/proc/${this.#process.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
    return { bytes: Number(fields[21]) * 4096, cpuMs };
  }

  /** Bytes that it has asked the system for since it was started: of files, and of its connections. */
  async readBytes(): Promise<number> {
    const said = await readFile(`/proc/${this.#process.pid}/io`, 'utf8');
    return Number(/^rchar: (\d+)$/m.exec(said)?.[1]);
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
  }
}
