import type { PersonRecord, Standing } from './model.ts';

type Of = Pick<PersonRecord, 'standing'>;

/** What is in force at this moment: it ends by the clock, and needs no job. */
export function inForceAt({ standing }: Of, now: Date): Standing['inForce'] {
  return standing?.inForce.filter(({ until }) => until === null || until > now) ?? [];
}

export function isSuspended(person: Of, now: Date): boolean {
  return inForceAt(person, now).some(({ kind }) => kind === 'suspension');
}

/** The end of all that keeps somebody from writing; null where nothing does. */
export function silencedUntil(person: Of, now: Date): Date | null {
  const ends = inForceAt(person, now).flatMap(({ kind, until }) =>
    kind === 'silence' && until ? [until.getTime()] : [],
  );
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}
