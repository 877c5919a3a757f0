import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/**
 * Preloaded into a server with its store inside, and so into the store's thread: keeps in `disk/now` what a disk would hold
 * for sure if power failed, which is what was written when the last finished flush began. Once there is a file `disk/stop`
 * no flush comes to its end any more, as when a disk is about to die.
 */
const data = process.env['HEARTH_DATA'] ?? '';
const disk = join(data, 'disk');
let flushes = 0;

const flush = fs.fdatasync;
fs.fdatasync = Object.assign((log: number, done: (error: NodeJS.ErrnoException | null) => void) => {
  if (fs.existsSync(join(disk, 'stop'))) return;
  const copy = join(disk, `${process.pid}-${++flushes}`);
  fs.mkdirSync(copy, { recursive: true });
  for (const name of fs.readdirSync(join(data, 'store'))) {
    if (name.startsWith('store.sqlite')) fs.copyFileSync(join(data, 'store', name), join(copy, name));
  }
  flush(log, (error) => {
    if (!error) keep(copy);
    done(error);
  });
}, flush);
syncBuiltinESMExports();

/** In one step, so that a process killed in the middle of it leaves the old or the new. */
function keep(copy: string): void {
  const [next, now] = [join(disk, 'next'), join(disk, 'now')];
  const old = fs.existsSync(now) ? fs.readlinkSync(now) : null;
  fs.symlinkSync(copy, next);
  fs.renameSync(next, now);
  if (old) fs.rmSync(old, { recursive: true });
}
