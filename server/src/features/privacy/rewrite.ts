import type { PersonId } from '@hearth/shared/ids';

/** Who is to be forgotten, and by what else they are known. */
export interface Traces {
  readonly personId: PersonId;
  /** Owner marks of questions they asked. */
  readonly owners: ReadonlySet<string>;
  readonly words: 'keep' | 'remove';
}

/** In the place of a mark: nobody's, and the same for everybody who has left. */
export const NOBODYS = 'former';

/** What stands where words were taken away. */
export const GONE = '…';

/**
 * A copy of a fact, or of a part of one, without the person: signatures become null, hosts are left out, marks become
 * nobody's, and where the words are to go, theirs do. The same object comes back where there is no trace.
 */
export function withoutTraces(value: unknown, traces: Traces): unknown {
  if (Array.isArray(value)) return withoutTracesIn(value, traces);
  if (!isPlain(value)) return value;
  const isTheirs = isSignedBy(value['by'], traces) || traces.owners.has(String(value['owner']));
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => [
    name,
    without(name, held, isTheirs, traces),
  ]);
  const isSame = entries.every(([name, next]) => next === value[name]);
  return isSame ? value : Object.fromEntries(entries);
}

function without(name: string, held: unknown, isTheirs: boolean, traces: Traces): unknown {
  if (name === 'by' && isSignedBy(held, traces)) return null;
  if (name === 'deletedBy' && held === traces.personId) return null;
  if (name === 'owner' && traces.owners.has(String(held))) return NOBODYS;
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

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
