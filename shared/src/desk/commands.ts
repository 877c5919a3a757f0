import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { deskView, deskViewId } from './entity.ts';

export const saveDeskView = command('desk.save-view', {
  about: 'Moderators: keeps a filter of the desk under a name, for oneself; twenty at most.',
  input: deskView.omit({ id: true }),
  output: deskView,
});

export const dropDeskView = command('desk.drop-view', {
  about: 'Throws away a filter that one has kept. One that is gone already stays gone.',
  input: z.strictObject({ viewId: deskViewId }),
  output: z.strictObject({}),
});
