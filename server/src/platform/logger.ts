import { pino, type DestinationStream, type Logger } from 'pino';
import { foreseen } from './sentence.ts';

/** JSON lines on standard error. Never the words people write, nor tokens, nor who asked without a name. */
export function createLogger(level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino(
    { level, base: null, formatters: { level: (label) => ({ level: label }) }, serializers: { error: tell } },
    to,
  );
}

/** How deep errors inside errors are told, and how many places of each. */
const MOST_CAUSES = 5;
const MOST_PLACES = 12;

/**
 * What an error is and where it came from. Its message is left out, because it may quote what was sent or what is stored
 * (`Unexpected token` of JSON, E11000 of the store); but for the sentences that we wrote ourselves, and what the system
 * tells of files and addresses.
 */
function tell(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const cause = error.cause === undefined || depth >= MOST_CAUSES ? undefined : tell(error.cause, depth + 1);
  const message = foreseen(error) ?? ('syscall' in error ? error.message : undefined);
  return { name: error.name, code: codeOf(error), message, at: placesOf(error), cause };
}

/** Redis has none, but says first which refusal it is: `WRONGPASS invalid username-password pair …`. */
function codeOf(error: Error): string | undefined {
  if (error.name === 'ReplyError') return /^[A-Z]{2,20}\b/.exec(error.message)?.[0];
  return 'code' in error && /^\w{1,40}$/.test(String(error.code)) ? String(error.code) : undefined;
}

/** The lines of a stack without the message, which comes first and may have lines of its own. */
function placesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message) + message.length;
  const lines = stack.slice(start).split('\n');
  return lines.flatMap((line) => /^ {4}at (.+:\d+:\d+\)?)$/.exec(line)?.[1] ?? []).slice(0, MOST_PLACES);
}
