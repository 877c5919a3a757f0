import { refusals } from '../kernel/errors.ts';

export const ideaError = refusals({
  'idea-decided': ['conflict', 'This idea has been decided. Its votes stay as they are.'],
});
