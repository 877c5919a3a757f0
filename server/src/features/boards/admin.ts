import { readers as readersRule } from '@hearth/shared/kernel/rights';
import { boardId, boardKind } from '@hearth/shared/boards/entity';
import type { Command } from 'commander';
import { insertBoard, readBoards } from './store.ts';
import { read } from '../../request/outcome.ts';
import { ToldError } from '../../platform/sentence.ts';
import { say, withStore } from '../../admin/open.ts';

interface Wanted {
  readonly id: string;
  readonly nameEn: string;
  readonly nameEs: string;
  readonly purposeEn: string;
  readonly purposeEs: string;
  readonly readers: string;
  readonly icon: string;
  readonly kind: string;
}

/** `board …`: the places where people write. */
export function addBoardCommands(program: Command): void {
  const board = program.command('board').description('boards');
  board
    .command('add')
    .description('add a board at the end of the list')
    .requiredOption('--id <id>', 'its address: small letters, figures and lines')
    .requiredOption('--name-en <name>')
    .requiredOption('--name-es <name>')
    .requiredOption('--purpose-en <sentence>')
    .requiredOption('--purpose-es <sentence>')
    .option('--readers <who>', 'everyone, members or staff', 'everyone')
    .option('--kind <kind>', 'discussion, question, announcement or ideas', 'discussion')
    .option('--icon <name>', 'people, heart, book, calendar, hands, bulb, chat or star', 'chat')
    .action((wanted: Wanted) => withStore(() => add(wanted)));
  board
    .command('list')
    .description('all boards, one a line')
    .action(() => withStore(list));
}

async function add(wanted: Wanted): Promise<void> {
  const isNew = await insertBoard({
    _id: read(boardId, wanted.id),
    name: { en: wanted.nameEn, es: wanted.nameEs },
    purpose: { en: wanted.purposeEn, es: wanted.purposeEs },
    readers: read(readersRule, wanted.readers),
    icon: wanted.icon,
    kind: read(boardKind, wanted.kind),
    order: (await readBoards()).length,
    threads: 0,
    lastPostAt: null,
    seq: 0,
    mark: '',
  });
  if (!isNew) throw new ToldError(`There is a board ${wanted.id} already.`);
  say(`The board ${wanted.nameEn} is open at /b/${wanted.id}.`);
}

async function list(): Promise<void> {
  for (const { _id, readers, kind = 'discussion', threads, name } of await readBoards())
    say([_id, readers, kind, threads, name.en].join('\t'));
}
