import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests need that npm does not bring: a browser, Redis and a proxy, by the name of Debian's package. */
const needed = [
  ['chromium', ['/usr/bin/chromium', '/usr/bin/chromium-browser']],
  ['nginx-light', ['/usr/sbin/nginx', '/usr/local/sbin/nginx']],
  ['redis-server', ['/usr/bin/redis-server', '/usr/local/bin/redis-server']],
] as const;

/** Installs from Debian what is missing when it may; otherwise says in one sentence how. */
export async function ensureSystemPackages(): Promise<void> {
  const missing = needed.filter(([, files]) => !files.some((file) => existsSync(file))).map(([name]) => name);
  if (missing.length === 0) return;
  console.log(`\n── Installing ${missing.join(' and ')} from Debian`);
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const isDone =
    apt([...root, 'apt-get', 'update']) &&
    apt([...root, 'apt-get', 'install', '-y', '--no-install-recommends', ...missing]);
  if (!isDone)
    throw new Error(
      `The tests need ${missing.join(' and ')}. Install them, for example: sudo apt-get install ${missing.join(' ')}`,
    );
}

function apt([program = '', ...args]: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}
