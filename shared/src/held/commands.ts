import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { takingBack } from './budgets.ts';
import { gateSettings, heldId, heldPost } from './entity.ts';

export const takeBackHeld = command('held.take-back', {
  whileSilenced: true,
  about:
    'Puts the words of one’s own post into the draft at their place. What waits for a moderator is withdrawn by it; what was not published stays on the list.',
  input: z.strictObject({ id: heldId }),
  output: heldPost,
  mayCount: [takingBack],
});

export const setGates = command('gate.set', {
  about: 'Admins: says which posts wait for a moderator.',
  privileged: true,
  input: gateSettings,
  output: gateSettings,
});
