import { writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

/**
 * Preloaded into a server and its threads: at SIGUSR2 each collects its garbage and prints a line, `gauge {…}`, of what is
 * left: bytes, and what it holds open by kind, timers left out because they come and go.
 */
setFlagsFromString('--expose-gc');
// By the flag above.
const collect = runInNewContext('gc') as () => void;
const channel = new BroadcastChannel('gauge');

function tell(): void {
  collect();
  const open: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) open[kind] = (open[kind] ?? 0) + 1;
  const { heapUsed, external } = process.memoryUsage();
  const { Timeout: _timers, Immediate: _soon, ...handles } = open;
  writeSync(1, `gauge ${JSON.stringify({ isMainThread, bytes: heapUsed + external, handles })}\n`);
}

channel.onmessage = tell;
channel.unref();
if (isMainThread) {
  process.on('SIGUSR2', () => {
    channel.postMessage(null);
    tell();
  });
}
