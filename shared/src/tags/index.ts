import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { tagError } from './errors.ts';
import { tagStream } from './events.ts';
import * as queries from './queries.ts';

export const tags = contract({
  commands: [commands.createTag, commands.editTag, commands.mergeTag, commands.tagThread],
  queries: [queries.listTags, queries.getTag, queries.getAskedTags],
  streams: [tagStream],
  reasons: tagError.reasons,
});
