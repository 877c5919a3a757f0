import { inspect } from 'node:util';
import { AppError } from '@hearth/shared/kernel/errors';
import { ConfigError } from '../config.ts';

/** Something a person at a terminal can put right; its message is all they need. */
export class ToldError extends Error {}

/** What a person at a terminal is told when the server cannot go on: one sentence where we know what it is. */
export function sentenceOf(error: unknown): string {
  return foreseen(error) ?? inspect(error);
}

/** Null for what nobody foresaw. */
export function foreseen(error: unknown): string | null {
  if (error instanceof ConfigError) return `These settings cannot be used:\n${indent(error.message)}`;
  if (error instanceof AppError)
    return [error.message, ...Object.entries(error.wire.fields ?? {}).map((field) => field.join(': '))].join('\n  ');
  if (!(error instanceof Error)) return null;
  if (error instanceof ToldError) return error.message;
  const code = 'code' in error ? error.code : undefined;
  const about = known[String(code)];
  if (about) return about(error);
  if (error.name === 'EmbeddedStoreError') return error.message;
  if (error.name === 'MongooseServerSelectionError') {
    return `MongoDB does not answer at MONGODB_URI. Is it running and reachable? (${error.message})`;
  }
  return null;
}

const known: Readonly<Record<string, (error: Error) => string>> = {
  EADDRINUSE: (error) => {
    const port = 'port' in error ? Number(error.port) : 3000;
    return `Port ${port} is taken by another program. Stop it, or take another port: PORT=${port + 1} npm start`;
  },
  EACCES: (error) => `This may not be opened with your rights: ${error.message}`,
  ENOSPC: () => 'The disk is full. Nothing that was acknowledged is lost; free some space and start again.',
};

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
