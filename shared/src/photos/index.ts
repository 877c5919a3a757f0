import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { photoStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const photos = contract({
  commands: [commands.setPhoto, commands.removePhoto],
  queries: [queries.photosOf],
  streams: [photoStream],
  exported,
});
