import { refusals } from '../kernel/errors.ts';

export const groupError = refusals({
  'last-owner': ['conflict', 'A group needs an owner. Make somebody else an owner first.'],
  'by-invitation': ['forbidden', 'People join this group by invitation.'],
  'not-in-group': ['conflict', 'They are not in this group any more.'],
  'person-unknown': ['invalid', 'Nobody here is called {name}.'],
  'person-several': ['invalid', 'More than one person is called {name}. Write it as one of these: {who}.'],
});
