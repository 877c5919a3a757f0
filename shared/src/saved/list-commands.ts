import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { line } from '../kernel/words.ts';
import { entryId } from '../library/entity.ts';
import { savedListId } from './entity.ts';
import { savedLimits } from './limits.ts';

/** What is for oneself alone, and so also for whoever is silenced. */
const alone = { whileSilenced: true, counts: [votes] } as const;
const name = line(savedLimits.listName);
const listIds = z.array(savedListId).max(savedLimits.lists);

export const makeList = command('saved.make-list', {
  ...alone,
  about: 'Makes a list of one’s own among what one has saved. Nobody else sees it or what it is called.',
  input: z.strictObject({ name }),
  output: z.strictObject({ id: savedListId }),
});

export const renameList = command('saved.rename-list', {
  ...alone,
  about: 'Calls a list of one’s own something else.',
  input: z.strictObject({ listId: savedListId, name }),
  output: z.strictObject({}),
});

export const dropList = command('saved.drop-list', {
  ...alone,
  about: 'Deletes a list of one’s own. What stands in it stays saved. For a day it can be brought back.',
  input: z.strictObject({ listId: savedListId }),
  output: z.strictObject({}),
});

export const restoreList = command('saved.restore-list', {
  ...alone,
  about: 'Brings back a list of one’s own that was deleted within a day, with what stood in it.',
  input: z.strictObject({ listId: savedListId }),
  output: z.strictObject({}),
});

export const placeEntry = command('saved.place', {
  ...alone,
  about:
    'Puts an entry of the library into lists of one’s own and takes it out of others; what is named in neither stays as it is. What is put into a list is kept.',
  input: z.strictObject({ entryId, into: listIds, out: listIds }),
  output: z.strictObject({ lists: z.array(savedListId) }),
});
