import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { practiceError } from './errors.ts';
import { practiceStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const practice = contract({
  commands: [
    commands.startPractice,
    commands.editPractice,
    commands.publishPractice,
    commands.withdrawPractice,
    commands.discardPractice,
  ],
  queries: [queries.getPractice],
  streams: [practiceStream],
  reasons: practiceError.reasons,
  exported,
});
