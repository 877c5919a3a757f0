import type { Command } from 'commander';
import { say, withStore } from '../admin/open.ts';
import { ToldError } from '../platform/sentence.ts';
import { readDead, reviveDead } from './store.ts';

/** `jobs …`: what could not be done however often it was tried. */
export function addJobCommands(program: Command): void {
  const jobs = program.command('jobs').description('mails and other work that could not be done');
  jobs
    .command('dead')
    .description('the dead letters, one a line: id, tries, last try')
    .action(() => withStore(list));
  jobs
    .command('retry')
    .argument('[id]', 'one of them; all when left out')
    .description('have dead letters tried again, by a running server or the next that runs')
    .action((id?: string) => withStore(() => retry(id ?? null)));
}

async function list(): Promise<void> {
  for (const { _id, attempts, at } of await readDead()) say([_id, attempts, at.toISOString()].join('\t'));
}

async function retry(id: string | null): Promise<void> {
  const found = await reviveDead(id, new Date());
  if (id !== null && found === 0) throw new ToldError(`There is no dead letter ${id}.`);
  say(`Dead letters that are tried again: ${found}.`);
}
