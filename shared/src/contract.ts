import { z } from 'zod';
import { accounts } from './accounts/index.ts';
import { anonymous } from './anonymous/index.ts';
import { audit } from './audit/index.ts';
import { boards } from './boards/index.ts';
import { bookmarks } from './bookmarks/index.ts';
import { collections } from './collections/index.ts';
import { complaints } from './complaints/index.ts';
import { desk } from './desk/index.ts';
import { drafts } from './drafts/index.ts';
import { entryCounts } from './entry-counts/index.ts';
import { entryLinks } from './entry-links/index.ts';
import { feeds } from './feeds/index.ts';
import { files } from './files/index.ts';
import { follows } from './follows/index.ts';
import { groups } from './groups/index.ts';
import { held } from './held/index.ts';
import { houseRules } from './house-rules/index.ts';
import { ideas } from './ideas/index.ts';
import type { Command } from './kernel/command.ts';
import { exportedBy, type FeatureContract } from './kernel/contract.ts';
import { commonError, type Reasons } from './kernel/errors.ts';
import type { Query } from './kernel/query.ts';
import { imports } from './imports/index.ts';
import { library } from './library/index.ts';
import { moderating } from './moderating/index.ts';
import { linkHealth } from './link-health/index.ts';
import { mentions } from './mentions/index.ts';
import { notifications } from './notifications/index.ts';
import { photos } from './photos/index.ts';
import { pins } from './pins/index.ts';
import { polls } from './polls/index.ts';
import { previews } from './previews/index.ts';
import { practice } from './practice/index.ts';
import { privacyOver } from './privacy/index.ts';
import { reactions } from './reactions/index.ts';
import { review } from './review/index.ts';
import { rooms } from './rooms/index.ts';
import { rota } from './rota/index.ts';
import { sanctions } from './sanctions/index.ts';
import { saved } from './saved/index.ts';
import { scheduled } from './scheduled/index.ts';
import { tags } from './tags/index.ts';
import { threads } from './threads/index.ts';
import { trials } from './trials/index.ts';
import { unread } from './unread/index.ts';
import { wordLists } from './word-lists/index.ts';

const about = [
  files,
  accounts,
  groups,
  boards,
  threads,
  anonymous,
  rooms,
  photos,
  feeds,
  reactions,
  follows,
  unread,
  moderating,
  pins,
  notifications,
  mentions,
  drafts,
  bookmarks,
  scheduled,
  tags,
  polls,
  trials,
  previews,
  practice,
  ideas,
  houseRules,
  desk,
  audit,
  review,
  rota,
  wordLists,
  sanctions,
  held,
  library,
  collections,
  entryCounts,
  entryLinks,
  linkHealth,
  complaints,
  imports,
  saved,
] as const;

export const privacy = privacyOver(exportedBy(about));

/** Every feature there is: the whole contract between both sides. */
export const features = [...about, privacy] as const;

type Feature = (typeof features)[number];

export type AnyCommand = Feature['commands'][number];
export type CommandName = AnyCommand['name'];
export type CommandNamed<Name extends CommandName> = Extract<AnyCommand, { name: Name }>;
export const commands: readonly AnyCommand[] = features.flatMap((feature): readonly AnyCommand[] => feature.commands);

export type AnyQuery = Feature['queries'][number];
export type QueryName = AnyQuery['name'];
export type QueryNamed<Name extends QueryName> = Extract<AnyQuery, { name: Name }>;
export const queries: readonly AnyQuery[] = features.flatMap((feature): readonly AnyQuery[] => feature.queries);

type ReasonOf<F> = F extends FeatureContract<Command, Query, infer Reason> ? Reason : never;

/** Every reason for which something is refused. */
export type Reason = keyof typeof commonError.reasons | ReasonOf<Feature>;
export const reasons: Reasons = Object.assign({}, commonError.reasons, ...features.map(({ reasons }) => reasons));

export const streams = features.flatMap((feature) => feature.streams);

/** `thread:0123456789abcdef`: the prefix and an id of a stream that both sides know. */
export const streamName = z
  .string()
  .max(100)
  .refine((name) => {
    const end = name.indexOf(':');
    return streams.find(({ prefix }) => prefix === name.slice(0, end))?.id.safeParse(name.slice(end + 1)).success;
  });

/** What every event brings, of whatever stream. */
export const change = z.union(streams.map((definition) => definition.change));
