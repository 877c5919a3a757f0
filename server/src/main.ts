import { serve } from './serve.ts';
import { createLogger } from './platform/logger.ts';
import { foreseen, sentenceOf } from './platform/sentence.ts';

/** The only file that does something when it is imported: starts the server, and stops it when asked to. */
async function main(): Promise<void> {
  const running = await serve(process.env, (line) => process.stdout.write(`${line}\n`));
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    process.stdout.write(`\n${signal}: finishing what was begun …\n`);
    setTimeout(() => process.exit(1), 10_000).unref();
    running.close().then(() => process.exit(0), fail);
  };
  // Whoever presses Ctrl+C again does not want to wait. Machines say SIGTERM to a whole group of processes, and the launcher
  // passes it on: what comes twice is one request.
  process.once('SIGINT', () => {
    process.on('SIGINT', () => process.exit(1));
    stop('Interrupted');
  });
  process.on('SIGTERM', () => stop('Asked to stop'));
}

/** One sentence for what can be expected to go wrong, everything for what cannot. */
function fail(error: unknown): void {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

// Whoever read what we print may be gone; that is no reason to stop serving.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** The same while people are served: an error may quote what they sent, so it goes into the log as every other. */
function failServing(error: unknown): void {
  const sentence = foreseen(error);
  if (sentence) process.stderr.write(`${sentence}\n`);
  createLogger('fatal').fatal({ error }, 'the server ends after a fault that nothing has caught');
  process.exit(1);
}

// After a fault nobody foresaw nothing is certain any more: whoever started us starts us again.
process.on('uncaughtException', failServing);
process.on('unhandledRejection', failServing);
main().catch(fail);
