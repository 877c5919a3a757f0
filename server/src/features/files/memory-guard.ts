import { workerData } from 'node:worker_threads';

/** A thread that ends its process once that holds more bytes than it may, of whatever kind and however busy it is. */

const EVERY_MS = 20;
const most: unknown = workerData;

setInterval(() => {
  if (process.memoryUsage.rss() > Number(most)) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
