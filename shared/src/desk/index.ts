import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { deskError } from './errors.ts';
import { deskStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const desk = contract({
  commands: [commands.saveDeskView, commands.dropDeskView],
  queries: [queries.listDesk, queries.showDesk, queries.listDeskViews],
  streams: [deskStream],
  reasons: deskError.reasons,
  exported,
});
