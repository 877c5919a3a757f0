import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { entryCountsStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const entryCounts = contract({
  commands: [commands.thankForEntry, commands.noteView],
  queries: [queries.countsOfEntry],
  streams: [entryCountsStream],
  exported,
});
