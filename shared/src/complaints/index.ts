import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { complaintError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const complaints = contract({
  commands: [commands.makeComplaint, commands.settleComplaint],
  queries: [queries.listComplaints],
  reasons: complaintError.reasons,
  exported,
});
