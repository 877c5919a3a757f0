import { readdirSync, readFileSync } from 'node:fs';
import { readers, role } from '@hearth/shared/kernel/rights';
import { language, usState, work } from '@hearth/shared/accounts/entity';
import { groupKind } from '@hearth/shared/groups/entity';
import { groupLimits } from '@hearth/shared/groups/limits';
import { boardId, boardKind } from '@hearth/shared/boards/entity';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { z } from 'zod';
import { readThreads, type DemoThread } from './thread-text.ts';

const bothLanguages = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });

const person = z.strictObject({
  key: z.string(),
  name: z.string(),
  email: z.email().endsWith('@example.org'),
  role,
  work,
  school: z.string(),
  state: usState,
  languages: z.array(language).min(1),
  bio: z.string().optional(),
  /** Shown on the sign-in page. */
  demo: z.boolean().optional(),
  /** Whether there is a picture of them, by their key. */
  photo: z.literal(true).optional(),
});

/** Below a post of a thread, by its key and the number of the post. */
const picture = z.strictObject({
  thread: z.string(),
  no: z.int().positive(),
  file: z.string(),
  width: z.int(),
  height: z.int(),
  alt: z.string(),
});

const board = z.strictObject({
  key: boardId,
  name: bothLanguages,
  purpose: bothLanguages,
  readers,
  icon: z.string(),
  kind: boardKind,
});

const group = z.strictObject({
  key: z.string(),
  name: z.string().max(groupLimits.name),
  purpose: z.string().max(groupLimits.purpose),
  language,
  kind: groupKind,
  owner: z.string(),
  members: z.array(z.string()),
  asked: z.array(z.string()),
  invited: z.array(z.string()),
});

const question = z.strictObject({
  by: z.string(),
  anonymous: z.boolean(),
  minutesAgo: z.int().nonnegative(),
  text: z.string().max(roomLimits.question),
  votes: z.array(z.string()),
  status: z.enum(['open', 'answering', 'answered', 'dismissed']),
  note: z.string().optional(),
});

const room = z.strictObject({
  key: z.string(),
  title: z.string().max(roomLimits.title),
  purpose: z.string().max(roomLimits.purpose),
  language,
  hosts: z.array(z.string()).min(1),
  status: z.enum(['scheduled', 'live', 'ended']),
  startsInMinutes: z.int(),
  minutes: z.int(),
  questions: z.array(question),
});

/** Fictional people, groups, boards, threads and rooms. Times are minutes before now, so that the network always looks alive. */
export interface DemoNetwork {
  readonly people: readonly z.infer<typeof person>[];
  readonly groups: readonly z.infer<typeof group>[];
  readonly boards: readonly z.infer<typeof board>[];
  readonly threads: readonly DemoThread[];
  readonly rooms: readonly z.infer<typeof room>[];
  readonly pictures: readonly z.infer<typeof picture>[];
}

const FOLDER = new URL('network/', import.meta.url);

export function readDemoNetwork(): DemoNetwork {
  const texts = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return {
    people: z.array(person).parse(json('people.json')),
    groups: z.array(group).parse(json('groups.json')),
    boards: z.array(board).parse(json('boards.json')),
    threads: texts.flatMap((name) => readThreads(name.replace('.txt', ''), text(name))),
    rooms: z.array(room).parse(json('rooms.json')),
    pictures: z.array(picture).parse(json('pictures.json')),
  };
}

function text(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

function json(name: string): unknown {
  return JSON.parse(text(name));
}
