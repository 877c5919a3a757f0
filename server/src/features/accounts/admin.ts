import { randomBytes } from 'node:crypto';
import { emailAddress, password as passwordRule } from '@hearth/shared/accounts/commands';
import { erasedWords } from '@hearth/shared/privacy/commands';
import { language, profileFields, work as workRule } from '@hearth/shared/accounts/entity';
import { role as roleRule } from '@hearth/shared/kernel/rights';
import type { Command } from 'commander';
import { text as readStream } from 'node:stream/consumers';
import type { Config } from '../../config.ts';
import { hashPassword, isWeakPassword } from './password.ts';
import {
  findByEmail,
  insertPerson,
  mayLeaveAdmins,
  moveStatus,
  readEverybody,
  setPasswordHash,
  setRoleOf,
} from './store.ts';
import { closeForErasing } from './erasing.ts';
import { deleteSessionsOf } from './session-store.ts';
import { read } from '../../request/outcome.ts';
import { ToldError } from '../../platform/sentence.ts';
import { say, tellServers, withStore } from '../../admin/open.ts';

/** `user …`: accounts, from the terminal of whoever runs the server. The first admin is made here. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('accounts');

  user
    .command('create')
    .description('make an account; the password is read from standard input, or made up and shown once')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .option('--role <role>', 'member, moderator or admin', 'member')
    .option('--work <work>', 'teacher, coordinator, parent, principal, district, union or partner', 'coordinator')
    .option('--school <name>', 'school or organisation', '')
    .option('--language <code>', 'en or es', 'en')
    .option('--password-stdin', 'read the password from standard input')
    .action((options: Wanted) => withStore(() => create(options)));

  user
    .command('promote <email> <role>')
    .description('give somebody another role; open pages follow')
    .action((email: string, role: string) => withStore((config) => promote(config, email, role)));

  user
    .command('close <email>')
    .description('close an account and end its sessions')
    .option('--force', 'even that of the only admin')
    .action((email: string, { force }: { force?: boolean }) => withStore((config) => close(config, email, force)));

  user
    .command('erase <email>')
    .description('erase an account, as its owner could; the words stay unless it is said otherwise')
    .option('--words <what>', 'what becomes of the words: keep or remove', 'keep')
    .action((email: string, { words }: { words: string }) => withStore((config) => erase(config, email, words)));

  user
    .command('password <email>')
    .description('set a new password from standard input and end all sessions')
    .action((email: string) => withStore((config) => resetPassword(config, email)));

  user
    .command('list')
    .description('everybody, one a line')
    .action(() => withStore(list));
}

interface Wanted {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly work: string;
  readonly school: string;
  readonly language: string;
  readonly passwordStdin?: boolean;
}

async function create(wanted: Wanted): Promise<void> {
  const email = read(emailAddress, wanted.email);
  const name = read(profileFields.name, wanted.name);
  const locale = read(language, wanted.language);
  const password = wanted.passwordStdin
    ? await passwordFromInput([name, email])
    : randomBytes(12).toString('base64url');
  const isNew = await insertPerson({
    id: randomBytes(8).toString('hex'),
    email,
    name,
    work: read(workRule, wanted.work),
    school: read(profileFields.school, wanted.school),
    state: '',
    languages: [locale],
    bio: '',
    locale,
    role: read(roleRule, wanted.role),
    isDemo: false,
    isProven: true,
    joinedAt: new Date(),
    passwordHash: await hashPassword(password),
  });
  if (!isNew) throw new ToldError(`There is an account with ${email} already.`);
  say(
    `${name} can sign in with ${email}${wanted.passwordStdin ? '.' : ` and this password, shown only now: ${password}`}`,
  );
}

async function promote(config: Config, email: string, wanted: string): Promise<void> {
  const person = await requireAccount(email);
  const role = read(roleRule, wanted);
  await setRoleOf(person._id, role);
  await tellServers(config, person._id);
  say(`${person.name} is ${role} now.`);
}

async function close(config: Config, email: string, isForced = false): Promise<void> {
  const person = await requireAccount(email);
  if (!isForced && !(await mayLeaveAdmins(person._id, new Date())))
    throw new ToldError('This is the only admin. To close the account all the same, add --force.');
  await moveStatus(person._id, person.status, 'closed');
  await deleteSessionsOf(person._id, null);
  await tellServers(config, person._id);
  say(`The account of ${person.name} is closed.`);
}

/** The rest is a server's: it is done on open pages and in the log too. */
async function erase(config: Config, email: string, wanted: string): Promise<void> {
  const person = await requireAccount(email);
  const words = read(erasedWords, wanted);
  if (!(await closeForErasing(person, words, new Date()))) throw new ToldError('This is the only admin.');
  await tellServers(config, person._id);
  say(`${person.name} is closed and being erased: by a running server, within minutes, or by the next that runs.`);
}

async function resetPassword(config: Config, email: string): Promise<void> {
  const person = await requireAccount(email);
  await setPasswordHash(person._id, await hashPassword(await passwordFromInput([person.name, email])));
  await deleteSessionsOf(person._id, null);
  await tellServers(config, person._id);
  say(`${person.name} has a new password; all sessions are ended.`);
}

async function list(): Promise<void> {
  for (const { email, name, role, status } of await readEverybody()) say([email, role, status, name].join('\t'));
}

async function requireAccount(email: string) {
  const person = await findByEmail(read(emailAddress, email));
  if (!person) throw new ToldError(`There is no account with ${email}.`);
  return person;
}

async function passwordFromInput(known: readonly string[]): Promise<string> {
  const given = read(passwordRule, (await readStream(process.stdin)).replace(/\r?\n$/, ''));
  if (isWeakPassword(given, known)) throw new ToldError('This password is too easy to guess.');
  return given;
}
