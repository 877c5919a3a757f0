import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './watching.ts';

export interface S3 {
  /** The settings of a server that keeps its files there. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const BUCKET = 'hearth-files';
/** The only pair of keys it knows. */
const KEYS = { S3_ACCESS_KEY: 'S3RVER', S3_SECRET_KEY: 'S3RVER' };

/** A real store that speaks S3 and checks the signature of every request, with one empty bucket; a process of its own. */
export async function openS3(): Promise<S3> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-s3-'));
  const options = ['-d', folder, '-a', '127.0.0.1', '-p', '0', '-s', '--configure-bucket', BUCKET];
  const script = fileURLToPath(new URL('s3-server.cjs', import.meta.url));
  const server = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  server.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const port = () => /listening on 127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
  await until(() => port() !== undefined, 'the S3 server to listen');
  const env = { S3_BUCKET: BUCKET, S3_ENDPOINT: `http://127.0.0.1:${port()}`, ...KEYS };
  return { env, close: () => stop(server, folder) };
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
  await rm(folder, { recursive: true, force: true });
}
