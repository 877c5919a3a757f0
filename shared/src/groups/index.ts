import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { groupError } from './errors.ts';
import { groupStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const groups = contract({
  commands: [
    commands.createGroup,
    commands.editGroup,
    commands.joinGroup,
    commands.leaveGroup,
    commands.inviteToGroup,
    commands.decideOnAsking,
    commands.removeFromGroup,
    commands.setGroupOwner,
  ],
  queries: [queries.listGroups, queries.getGroup],
  streams: [groupStream],
  reasons: groupError.reasons,
  exported,
});
