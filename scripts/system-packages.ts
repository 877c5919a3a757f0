import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests need that npm does not bring: a browser, Redis and a proxy, by the name of Debian's package. */
const needed = [
  // The same browser without its windows, in two thirds of the time; where it cannot be had the whole one will do.
  ['chromium-headless-shell', ['/usr/bin/chromium-headless-shell'], ['/usr/bin/chromium', '/usr/bin/chromium-browser']],
  ['nginx-light', ['/usr/sbin/nginx', '/usr/local/sbin/nginx'], []],
  ['redis-server', ['/usr/bin/redis-server', '/usr/local/bin/redis-server'], []],
] as const;

/** Installs from Debian what is missing when it may; otherwise says in one sentence how. */
export async function ensureSystemPackages(): Promise<void> {
  const isThere = (files: readonly string[]) => files.some((file) => existsSync(file));
  const missing = needed.filter(([, files]) => !isThere(files)).map(([name]) => name);
  if (missing.length === 0) return;
  console.log(`\n── Installing ${missing.join(' and ')} from Debian`);
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const isDone =
    apt([...root, 'apt-get', 'update']) &&
    apt([...root, 'apt-get', 'install', '-y', '--no-install-recommends', ...missing]);
  const lacking = needed.filter(([, files, instead]) => !isThere([...files, ...instead])).map(([name]) => name);
  if (!isDone && lacking.length > 0)
    throw new Error(
      `The tests need ${lacking.join(' and ')}. Install them, for example: sudo apt-get install ${lacking.join(' ')}`,
    );
}

function apt([program = '', ...args]: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}
