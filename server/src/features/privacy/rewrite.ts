import { randomBytes } from 'node:crypto';
import type { PersonId } from '@hearth/shared/kernel/ids';

/** A question as its mark is looked at. */
interface Marked {
  readonly id: string;
  readonly owner: string;
}

/** Who is to be forgotten, and by what else they are known. */
export interface Traces {
  readonly personId: PersonId;
  /** Whether they asked this question, with their name or without. */
  readonly owns: (question: Marked) => boolean;
  readonly words: 'keep' | 'remove';
}

/** In the place of a mark: nobody's, and not to be told from any other, so that nobody's questions belong together. */
export function nobodysMark(): string {
  return randomBytes(32).toString('base64url');
}

/** The same for what proves whose a command was. */
export function nobodysProof(): string {
  return randomBytes(32).toString('base64url').slice(0, 22);
}

/** What stands where words were taken away. */
export const GONE = '…';

/**
 * A copy of a fact, or of a part of one, without the person: signatures become null, hosts are left out, marks become
 * nobody's, and where the words are to go, theirs do. The same object comes back where there is no trace.
 */
export function withoutTraces(value: unknown, traces: Traces): unknown {
  if (Array.isArray(value)) return withoutTracesIn(value, traces);
  if (!isPlain(value)) return value;
  const isOwned = isMarked(value) && traces.owns(value);
  const isTheirs = isSignedBy(value['by'], traces) || isOwned;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => [
    name,
    name === 'owner' && isOwned ? nobodysMark() : without(name, held, isTheirs, traces),
  ]);
  const isSame = entries.every(([name, next]) => next === value[name]);
  return isSame ? value : Object.fromEntries(entries);
}

function without(name: string, held: unknown, isTheirs: boolean, traces: Traces): unknown {
  if (name === 'by' && isSignedBy(held, traces)) return null;
  if (name === 'deletedBy' && held === traces.personId) return null;
  if (isTheirs && traces.words === 'remove') {
    if (name === 'text') return GONE;
    if (name === 'html' || name === 'excerpt') return '';
  }
  return withoutTraces(held, traces);
}

function withoutTracesIn(all: readonly unknown[], traces: Traces): unknown {
  const left = all.filter((one) => !isSignedBy(one, traces)).map((one) => withoutTraces(one, traces));
  return left.length === all.length && left.every((one, place) => one === all[place]) ? all : left;
}

function isSignedBy(value: unknown, { personId }: Traces): boolean {
  return isPlain(value) && value['personId'] === personId;
}

function isMarked(value: Record<string, unknown>): value is Record<string, unknown> & Marked {
  return typeof value['id'] === 'string' && typeof value['owner'] === 'string';
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
