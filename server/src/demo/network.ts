import { readdirSync, readFileSync } from 'node:fs';
import { readers, role } from '@hearth/shared/kernel/rights';
import { language, usState, work } from '@hearth/shared/accounts/entity';
import { groupKind } from '@hearth/shared/groups/entity';
import { groupLimits } from '@hearth/shared/groups/limits';
import { boardColour, boardId, boardKind } from '@hearth/shared/boards/entity';
import { template } from '@hearth/shared/boards/template';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { ideaState } from '@hearth/shared/ideas/entity';
import { moderatingLimits } from '@hearth/shared/moderating/limits';
import { tagGroup, tagId } from '@hearth/shared/tags/entity';
import { tagLimits } from '@hearth/shared/tags/limits';
import { card } from '@hearth/shared/previews/entity';
import { pollChoices, pollDraft } from '@hearth/shared/polls/entity';
import { practiceWords } from '@hearth/shared/practice/entity';
import { trialFields } from '@hearth/shared/trials/entity';
import { reportReason } from '@hearth/shared/review/entity';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { fileKinds } from '@hearth/shared/files/kinds';
import { z } from 'zod';
import { demoCollection, type DemoCollection } from './library-collection.ts';
import { demoEntry, type DemoEntry } from './library-entry.ts';
import { demoList, type DemoList } from './library-list.ts';
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

/** The same of a file. */
const file = z.strictObject({
  thread: z.string(),
  no: z.int().positive(),
  file: z.string(),
  name: z.string(),
  kind: z.enum(fileKinds),
});

/** What a link of such a post leads to, as if it had been looked up. */
const preview = z.strictObject({
  thread: z.string(),
  no: z.int().positive(),
  card,
  picture: z.strictObject({ file: z.string(), width: z.int(), height: z.int() }).nullable(),
});

/** The same; closes so many days from now, and stays open where there is none. */
const poll = z.strictObject({
  thread: z.string(),
  no: z.int().positive(),
  closesInDays: z.int().positive().nullable(),
  asks: pollDraft.omit({ closesAt: true }),
  votes: z.record(z.string(), pollChoices),
});

/** What people report of an answer. */
const trial = z.strictObject({
  thread: z.string(),
  no: z.int().positive(),
  reports: z.array(z.strictObject({ by: z.string(), hoursAgo: z.int().positive(), said: z.strictObject(trialFields) })),
});

/** A practice note that whoever asked has made, and published. */
const practiced = z.strictObject({
  thread: z.string(),
  by: z.string(),
  hoursAgo: z.int().positive(),
  picked: z.array(z.int().positive()),
  words: z.strictObject(practiceWords),
});

const board = z.strictObject({
  key: boardId,
  name: bothLanguages,
  purpose: bothLanguages,
  readers,
  icon: z.string(),
  kind: boardKind,
  colour: boardColour.default('ember'),
  asksUnnamed: z.boolean().optional(),
  template: template.default([]),
  /** By its key. */
  section: z.string().optional(),
  parent: boardId.optional(),
  /** Those who see it may read it only if they are in this group, by its key. */
  group: z.string().optional(),
});

const section = z.strictObject({ key: z.string(), name: bothLanguages, order: z.int() });

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

const act = { thread: z.string(), by: z.string(), minutesAgo: z.int() };
/** What a moderator did to a thread, by its key. */
const moderated = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('lock'),
    ...act,
    reason: z.string().max(moderatingLimits.reason),
  }),
  z.strictObject({ act: z.literal('move'), ...act, to: boardId }),
  z.strictObject({ act: z.literal('merge'), ...act, into: z.string() }),
  z.strictObject({ act: z.enum(['pin', 'feature']), ...act, days: z.int() }),
]);

/** Who voted for an idea, by its key, and what a moderator said is to become of it. */
const idea = z.strictObject({
  thread: z.string(),
  votes: z.array(z.string()),
  said: z
    .array(
      z.strictObject({
        by: z.string(),
        minutesAgo: z.int(),
        state: ideaState,
        reason: z.string().max(moderatingLimits.reason),
      }),
    )
    .default([]),
});

const choice = { by: z.string(), level: z.enum(['follow', 'mute']), minutesAgo: z.int() };
/** What somebody chose to follow or mute, by its key. */
const follow = z.union([
  z.strictObject({ ...choice, board: z.string() }),
  z.strictObject({ ...choice, thread: z.string() }),
]);

const when = { by: z.string(), minutesAgo: z.int() };
/** A post of a thread, or a question of a room, by their keys and numbers. */
const reportable = z.union([
  z.strictObject({ thread: z.string(), no: z.int().positive() }),
  z.strictObject({ room: z.string(), question: z.int().positive() }),
]);

/** What people report, what moderators decide about it, and whom they warned. */
const reviewed = z.strictObject({
  reasons: z.array(z.strictObject({ ...when, rule: ruleId, words: bothLanguages })),
  reports: z.array(z.strictObject({ ...when, on: reportable, reason: reportReason, note: z.string() })),
  decided: z.array(
    z.strictObject({
      ...when,
      on: reportable,
      as: z.enum(['claim', 'reject', 'remove']),
      rule: ruleId.optional(),
      words: z.string(),
    }),
  ),
  warned: z.array(
    z.strictObject({
      ...when,
      person: z.string(),
      rule: ruleId,
      words: z.string(),
      appeal: z.strictObject({ minutesAgo: z.int(), words: z.string() }),
    }),
  ),
});

const tagWord = z.string().max(tagLimits.name);

const tag = z.strictObject({
  id: tagId,
  name: z.strictObject({ en: tagWord, es: tagWord }),
  synonyms: z.strictObject({ en: z.array(tagWord), es: z.array(tagWord) }),
  group: tagGroup,
  /** By their keys. */
  threads: z.array(z.string()),
});

/** Fictional people, groups, boards, threads and rooms. Times are minutes before now, so that the network always looks alive. */
export interface DemoNetwork {
  readonly people: readonly z.infer<typeof person>[];
  readonly groups: readonly z.infer<typeof group>[];
  readonly sections: readonly z.infer<typeof section>[];
  readonly boards: readonly z.infer<typeof board>[];
  readonly threads: readonly DemoThread[];
  readonly rooms: readonly z.infer<typeof room>[];
  readonly pictures: readonly z.infer<typeof picture>[];
  readonly files: readonly z.infer<typeof file>[];
  readonly tags: readonly z.infer<typeof tag>[];
  readonly moderated: readonly z.infer<typeof moderated>[];
  readonly ideas: readonly z.infer<typeof idea>[];
  readonly follows: readonly z.infer<typeof follow>[];
  readonly polls: readonly z.infer<typeof poll>[];
  readonly trials: readonly z.infer<typeof trial>[];
  readonly previews: readonly z.infer<typeof preview>[];
  readonly reviewed: z.infer<typeof reviewed>;
  readonly practiced: readonly z.infer<typeof practiced>[];
  readonly library: readonly DemoEntry[];
  readonly collections: readonly DemoCollection[];
  readonly lists: readonly DemoList[];
}

const FOLDER = new URL('network/', import.meta.url);

export function readDemoNetwork(): DemoNetwork {
  const texts = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return {
    people: z.array(person).parse(json('people.json')),
    groups: z.array(group).parse(json('groups.json')),
    sections: z.array(section).parse(json('sections.json')),
    boards: z.array(board).parse(json('boards.json')),
    threads: texts.flatMap((name) => readThreads(name.replace('.txt', ''), text(name))),
    rooms: z.array(room).parse(json('rooms.json')),
    pictures: z.array(picture).parse(json('pictures.json')),
    files: z.array(file).parse(json('files.json')),
    tags: z.array(tag).parse(json('tags.json')),
    moderated: z.array(moderated).parse(json('moderated.json')),
    ideas: z.array(idea).parse(json('ideas.json')),
    follows: z.array(follow).parse(json('follows.json')),
    polls: z.array(poll).parse(json('polls.json')),
    trials: z.array(trial).parse(json('trials.json')),
    previews: z.array(preview).parse(json('previews.json')),
    reviewed: reviewed.parse(json('reviewed.json')),
    practiced: z.array(practiced).parse(json('practiced.json')),
    library: z.array(demoEntry).parse(json('library.json')),
    collections: z.array(demoCollection).parse(json('collections.json')),
    lists: z.array(demoList).parse(json('lists.json')),
  };
}

function text(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

function json(name: string): unknown {
  return JSON.parse(text(name));
}
