import { pino, type Logger } from 'pino';

/** JSON lines on standard error. Never the words people write, nor tokens, nor who asked without a name. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, formatters: { level: (label) => ({ level: label }) }, serializers: { error: tell } },
    pino.destination(2),
  );
}

function tell(error: unknown): unknown {
  return error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error;
}
