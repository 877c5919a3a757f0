import type { features as contracts } from '@hearth/shared/contract';
import { core } from '../personal-data/core.ts';
import type { PersonalData } from '../personal-data/declaration.ts';
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
import type { EntryUses } from './entry-uses.ts';
import type { Feature, FeaturesOf } from './feature.ts';
import type { FileSubject } from './file-subject.ts';
import { feeds } from './feeds/index.ts';
import { filesOver } from './files/index.ts';
import { follows } from './follows/index.ts';
import { groups } from './groups/index.ts';
import { held } from './held/index.ts';
import { houseRules } from './house-rules/index.ts';
import { ideas } from './ideas/index.ts';
import { imports } from './imports/index.ts';
import { libraryOver } from './library/index.ts';
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

export { sessions } from './accounts/session.ts';
export { auditLog } from './audit/log.ts';
export { gates } from './held/gate.ts';
export { wordGuard } from './word-lists/guard.ts';

const keeping = [
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
  libraryOver(usesOfEntries),
  collections,
  entryCounts,
  entryLinks,
  linkHealth,
  complaints,
  imports,
  saved,
] as const;

/** Said by these as well, and asked once all of them are there. */
function usesOfEntries(): readonly EntryUses[] {
  return keeping.flatMap((one): readonly EntryUses[] => one.entryUses);
}

/** What files may belong to is said by these, so that they name none of them. */
const files = filesOver(keeping.flatMap((one): readonly FileSubject[] => one.fileSubjects));

/** Everything that is kept of people, by whoever keeps it. Files go last: until then it is known whose stand where. */
export const personalData: readonly PersonalData[] = [
  ...[...keeping, files].map((one): PersonalData => one.personalData),
  // Last: afterwards nobody finds what somebody said in a tally.
  core,
];

/** Every feature there is. One of the contract that is missing here does not compile. */
const all: FeaturesOf<typeof contracts> = [files, ...keeping, privacyOver(personalData)];

// The generic parts look answers up by the names of the contract, and give each what its schema has read.
export const features: readonly Feature[] = all;
