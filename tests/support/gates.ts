import { findGates, putGates } from '@hearth/server/features/held/gate-store';
import type { GateSettings } from '@hearth/shared/held/entity';
import { heldLimits } from '@hearth/shared/held/limits';
import { usualGates } from '@hearth/shared/held/policy';

/** Tests write faster than people do: new people flood a board as late as an admin can have it. */
export const testGates: GateSettings = { ...usualGates, flood: heldLimits.flood };

/** Sets them on the open store, before a server runs on it; what somebody has set there stays. */
export async function setTestGates(): Promise<void> {
  if (!(await findGates())) await putGates(testGates);
}
