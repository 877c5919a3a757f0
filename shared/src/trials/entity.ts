import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { line } from '../kernel/words.ts';
import { trialLimits } from './limits.ts';

/** Which children a school has. */
export const trialLevels = ['elementary', 'middle', 'high', 'other'] as const;
export const trialLevel = z.enum(trialLevels);
export type TrialLevel = z.infer<typeof trialLevel>;

/** What is around it. */
export const trialPlaces = ['rural', 'town', 'suburb', 'city'] as const;
export const trialPlace = z.enum(trialPlaces);
export type TrialPlace = z.infer<typeof trialPlace>;

export const trialResults = ['worked', 'partly', 'no'] as const;
export const trialResult = z.enum(trialResults);
export type TrialResult = z.infer<typeof trialResult>;

/** What somebody says who has tried an answer at their school. */
export const trialFields = {
  level: trialLevel,
  place: trialPlace,
  result: trialResult,
  /** What they did otherwise; empty where nothing. */
  changed: line(trialLimits.changed, 0),
  sentence: line(trialLimits.sentence),
};

export const trialReport = z.strictObject({
  /** Another one for each report on an answer. */
  id: z.string(),
  /** As whoever reports was known then; null once they have left. */
  by: byline.nullable(),
  ...trialFields,
  changed: z.string(),
  sentence: z.string(),
  at: z.iso.datetime(),
});
export type TrialReport = z.infer<typeof trialReport>;

const schools = z.int().nonnegative();

/** Schools by what came of it; a school from which several people report counts once, with the newest of it. */
export const trialCounts = z.strictObject({ worked: schools, partly: schools, no: schools });
export type TrialCounts = z.infer<typeof trialCounts>;
