import { refusals } from '../kernel/errors.ts';

export const complaintError = refusals({
  'complaint-known': ['too-many', 'Several people have reported this already. Curators are looking at it.'],
  'complaint-decided': ['conflict', 'Somebody has decided this already. Load the page again.'],
  'complaint-why': ['invalid', 'Please say why. Whoever owns the entry reads it.'],
});
