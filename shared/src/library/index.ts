import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { libraryError } from './errors.ts';
import { entryStream, libraryStream } from './events.ts';
import { exported } from './exported.ts';
import * as naming from './naming.ts';
import * as queries from './queries.ts';
import * as versions from './version-commands.ts';

export const library = contract({
  commands: [
    ...[commands.draftEntry, commands.changeEntry, commands.turnEntry, commands.suggestEntry],
    ...[versions.renewEntry, versions.turnVersion, naming.giveNote, naming.nameMe],
  ],
  queries: [
    queries.listLibrary,
    queries.relatedEntries,
    queries.cardsOfEntries,
    queries.getEntry,
    queries.listUses,
    naming.getNaming,
    queries.ownEntries,
    queries.libraryQueue,
    queries.waitingVersions,
    queries.dueEntries,
    queries.postForLibrary,
    queries.exportLibrary,
    queries.exportAll,
  ],
  streams: [entryStream, libraryStream],
  reasons: libraryError.reasons,
  exported,
});
