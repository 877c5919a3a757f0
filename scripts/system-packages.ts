import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A package of Debian's, and where the program may be that it brings. */
type Package = readonly [name: string, files: readonly string[]];

/** What the tests need that npm does not bring, besides a browser: Redis and a proxy. */
const needed: readonly Package[] = [
  ['nginx-light', ['/usr/sbin/nginx', '/usr/local/sbin/nginx']],
  ['redis-server', ['/usr/bin/redis-server', '/usr/local/bin/redis-server']],
];
/** The same browser without its windows takes half the time; where it cannot be had the whole one will do. */
const browsers: readonly [Package, Package] = [
  ['chromium-headless-shell', ['/usr/bin/chromium-headless-shell']],
  ['chromium', ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']],
];

/** Installs from Debian what is missing when it may; otherwise says in one sentence how. */
export async function ensureSystemPackages(): Promise<void> {
  const missing = needed.filter((one) => !isThere(one));
  if (missing.length > 0 && !install(missing)) throw new Error(wish(missing));
  const [quick, whole] = browsers;
  if (isThere(quick) || install([quick]) || isThere(whole) || install([whole])) return;
  throw new Error(wish([whole]));
}

function isThere([, files]: Package): boolean {
  return files.some((file) => existsSync(file));
}

function wish(packages: readonly Package[]): string {
  const names = packages.map(([name]) => name);
  return `The tests need ${names.join(' and ')}. Install them, for example: sudo apt-get install ${names.join(' ')}`;
}

function install(packages: readonly Package[]): boolean {
  const names = packages.map(([name]) => name);
  console.log(`\n── Installing ${names.join(' and ')} from Debian`);
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  return (
    apt([...root, 'apt-get', 'update']) &&
    apt([...root, 'apt-get', 'install', '-y', '--no-install-recommends', ...names])
  );
}

function apt([program = '', ...args]: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}
