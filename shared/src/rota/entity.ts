import { z } from 'zod';
import { zone } from '../rooms/entity.ts';
import { rotaLimits } from './limits.ts';

/** As clocks show it. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Every week from a time of a day, 1 for Monday, until a time; one that is not later is of the next day. */
export const shift = z.strictObject({ day: z.int().min(1).max(7), from: clock, to: clock });
export type Shift = z.infer<typeof shift>;

/** When somebody looks after things, by the clocks of their zone. */
export const rotaHours = z.strictObject({ zone, shifts: z.array(shift).max(rotaLimits.shifts) });
export type RotaHours = z.infer<typeof rotaHours>;
