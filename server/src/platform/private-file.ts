import { chmodSync, statSync } from 'node:fs';

/** Takes a file of ours away from everybody else, where a copy or an older version left it open to them. */
export function narrowFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && (found.mode & 0o077) !== 0 && found.uid === process.getuid?.()) chmodSync(file, 0o600);
}
