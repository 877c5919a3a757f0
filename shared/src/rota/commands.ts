import { command } from '../kernel/command.ts';
import { rotaHours } from './entity.ts';

export const setRota = command('rota.set', {
  about:
    'Moderators: says at which hours of the week one looks after things, in one’s own time zone, in the place of what was said before. No hours take it back, also for whoever moderates nothing any more.',
  input: rotaHours,
  output: rotaHours,
});
