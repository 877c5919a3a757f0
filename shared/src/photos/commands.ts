import { z } from 'zod';
import { fileId } from '../files/entity.ts';
import { rarely } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { personId } from '../kernel/ids.ts';

const changed = z.strictObject({ photo: fileId.nullable() });

export const setPhoto = command('photo.set', {
  about: 'Makes a picture one has uploaded the one that members see beside one’s name. The one before is gone.',
  input: z.strictObject({ fileId }),
  output: changed,
  counts: [rarely],
});

export const removePhoto = command('photo.remove', {
  needsProof: false,
  // Moderators take away others' as well.
  whileSilenced: false,
  about: 'Takes one’s picture away; staff say whose, where it is somebody else’s.',
  privileged: true,
  input: z.strictObject({ personId: personId.optional() }),
  output: changed,
  counts: [rarely],
});
