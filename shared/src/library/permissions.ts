/**
 * What somebody is to an entry; to the library as a whole, whoever they are without one. Curators are moderators and admins,
 * for now.
 */
export type Who = 'stranger' | 'member' | 'group' | 'owner' | 'moderator' | 'admin';

/** `audience`: where it is for them. */
export type Cell = 'yes' | 'no' | 'audience';

type Row = Readonly<Record<Who, Cell>>;

const curators = { moderator: 'yes', admin: 'yes' } as const;
const looksAfter = { owner: 'yes', ...curators } as const;
const readers: Row = { stranger: 'audience', member: 'audience', group: 'audience', ...looksAfter };
const notOthers: Row = { stranger: 'no', member: 'no', group: 'no', ...looksAfter };
const curatorsAlone: Row = { ...notOthers, owner: 'no' };
const nobody: Row = { ...curatorsAlone, moderator: 'no', admin: 'no' };

/**
 * The library's rows of the permissions beside the acts on an entry, which stand in `policy.ts`: for code, tests and docs alike.
 * `read`: what is published or archived, with its files and links. `read-kept`: what is not published, by its owner and curators.
 * `read-old`: its versions from before. `counts`: of views, downloads, trials and thanks.
 */
export const permissions = {
  read: readers,
  'read-kept': notOthers,
  'read-old': readers,
  propose: { ...notOthers, member: 'yes', group: 'yes' },
  report: readers,
  counts: readers,
  import: curatorsAlone,
  'undo-import': curatorsAlone,
  'who-opened-it': nobody,
} as const satisfies Readonly<Record<string, Row>>;

export type Deed = keyof typeof permissions;
