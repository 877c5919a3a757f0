import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { roomError } from './errors.ts';
import { roomStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const rooms = contract({
  commands: [
    commands.scheduleRoom,
    commands.editRoom,
    commands.cancelRoom,
    commands.openRoom,
    commands.endRoom,
    commands.addHost,
    commands.removeHost,
    commands.askQuestion,
    commands.withdrawQuestion,
    commands.voteOnQuestion,
    commands.answerNow,
    commands.answered,
    commands.dismissQuestion,
    commands.reopenQuestion,
  ],
  queries: [queries.listRooms, queries.getRoom],
  streams: [roomStream],
  reasons: roomError.reasons,
  exported,
});
