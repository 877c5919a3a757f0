import { chmodSync, readdirSync, statfsSync, statSync } from 'node:fs';

/** Takes a file of ours away from everybody else, where a copy or an older version left it open to them. */
export function narrowFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && (found.mode & 0o077) !== 0 && found.uid === process.getuid?.()) chmodSync(file, 0o600);
}

/** What we put into a data folder: the store, what restore puts aside, the secret. */
const OURS = /^(store|secret)(\.|$)/;

/**
 * The same with a data folder: whoever may write there could put another secret in the place of ours. One that holds
 * something else is not ours alone, and stays as it is.
 */
export function narrowDataFolder(folder: string): void {
  const { uid, mode } = statSync(folder);
  const isOurs = uid === process.getuid?.() && readdirSync(folder).every((name) => OURS.test(name));
  if (isOurs && (mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

/** Of a file system that is in memory, as Linux calls it. */
const TMPFS = 0x01_02_19_94;

/**
 * Who may read a file besides its owner and its group. `container`: everybody, but it is in memory, as Docker Swarm and
 * Kubernetes give secrets to a container: there nobody else is.
 */
export function readersOf(file: string): 'few' | 'everybody' | 'container' {
  // Windows has rights of another kind.
  const found = process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile() || (found.mode & 0o004) === 0) return 'few';
  return statfsSync(file).type === TMPFS ? 'container' : 'everybody';
}
