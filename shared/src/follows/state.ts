import { followLevels, followReasons, type Standing } from './levels.ts';

/** As it is told to one’s other pages. */
export function writeStanding({ level, reason }: Standing): string {
  return `${level} ${reason ?? ''}`;
}

/** Null for what was not written by {@link writeStanding}. */
export function readStanding(written: unknown): Standing | null {
  const [first, second] = String(written).split(' ');
  const level = followLevels.find((one) => one === first);
  return level ? { level, reason: followReasons.find((one) => one === second) ?? null } : null;
}
