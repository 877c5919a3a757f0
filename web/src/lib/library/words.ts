import type { EntryKind, EntryState, Licence, PartLanguage } from '@hearth/shared/library/entity';
import type { Turn } from '@hearth/shared/library/commands';
import * as m from '../paraglide/messages.js';
import { slugOf } from '../threads/thread-path.ts';
import type { Drawn } from '../ui/Icon.svelte';

/** What else stands behind an entry’s id. */
const OTHERS: ReadonlySet<string> = new Set(['archive', 'edit', 'latest', 'version']);

export function entryPath({ id, title }: { readonly id: string; readonly title: string }): string {
  const slug = slugOf(title);
  if (OTHERS.has(slug)) return `/library/${id}`;
  return `/library/${id}${slug ? `/${slug}` : ''}`;
}

/** In this order wherever one chooses. */
export const kinds: readonly (readonly [EntryKind, () => string])[] = [
  ['document', m.library_kind_document],
  ['template', m.library_kind_template],
  ['slides', m.library_kind_slides],
  ['link', m.library_kind_link],
  ['video', m.library_kind_video],
  ['recording', m.library_kind_recording],
  ['toolkit', m.library_kind_toolkit],
];

export function kindName(kind: EntryKind): string {
  return kinds.find(([its]) => its === kind)?.[1]() ?? '';
}

export const kindIcons: Readonly<Record<EntryKind, Drawn>> = {
  document: { path: 'M6 3h8l4 4v14H6zm8 0v4h4M9 12h6m-6 4h6' },
  template: { path: 'M4 4h16v16H4zm0 5h16M10 9v11' },
  slides: { path: 'M3 4h18v11H3zm9 11v5m-4 0h8' },
  link: { path: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1m2 4a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1' },
  video: { path: 'M3 6h12v12H3zm12 4 6-3v10l-6-3z' },
  recording: { path: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zm-6 9a6 6 0 0 0 12 0m-6 6v3' },
  toolkit: { path: 'M3 8h18v12H3zm6 0V4h6v4M3 13h18' },
};

export const languages: readonly (readonly [PartLanguage, () => string])[] = [
  ['en', () => 'English'],
  ['es', () => 'Español'],
  ['other', m.library_language_other],
];

export function languageName(language: PartLanguage): string {
  return languages.find(([its]) => its === language)?.[1]() ?? '';
}

/** In which language a title is read aloud: that of what it is called so, where all of it is in one. */
export function spokenIn(all: readonly PartLanguage[]): 'en' | 'es' | undefined {
  const [first, ...others] = new Set(all);
  return first === 'other' || others.length > 0 ? undefined : first;
}

interface LicenceWords {
  readonly name: () => string;
  /** What a name that is a code allows. */
  readonly what?: () => string;
  /** Where its terms stand. */
  readonly url?: string;
}

const CC = 'https://creativecommons.org/licenses';

const commons = (code: string, what: () => string): LicenceWords => ({
  name: () => `CC ${code.toUpperCase()} 4.0`,
  what,
  url: `${CC}/${code}/4.0/`,
});

export const licences: Readonly<Record<Licence, LicenceWords>> = {
  educational: { name: m.library_licence_educational },
  by: commons('by', m.library_licence_by),
  'by-sa': commons('by-sa', m.library_licence_by_sa),
  'by-nc': commons('by-nc', m.library_licence_by_nc),
  'by-nc-sa': commons('by-nc-sa', m.library_licence_by_nc_sa),
  'by-nd': commons('by-nd', m.library_licence_by_nd),
  'by-nc-nd': commons('by-nc-nd', m.library_licence_by_nc_nd),
  'public-domain': {
    name: m.library_licence_public_domain,
    url: 'https://creativecommons.org/publicdomain/mark/1.0/',
  },
  'ask-owner': { name: m.library_licence_ask_owner },
};

export const states: Readonly<Record<EntryState, () => string>> = {
  draft: m.library_state_draft,
  submitted: m.library_state_submitted,
  changes: m.library_state_changes,
  declined: m.library_state_declined,
  published: m.library_state_published,
  hidden: m.library_state_hidden,
  archived: m.library_state_archived,
  removed: m.library_state_removed,
};

export const turns: Readonly<Record<Turn, () => string>> = {
  submit: m.library_turn_submit,
  withdraw: m.library_turn_withdraw,
  ask: m.library_turn_ask,
  publish: m.library_turn_publish,
  'publish-own': m.library_turn_publish_own,
  decline: m.library_turn_decline,
  hide: m.library_turn_hide,
  show: m.library_turn_show,
  archive: m.library_turn_archive,
  restore: m.library_turn_restore,
  confirm: m.library_turn_confirm,
  unname: m.library_turn_unname,
  discard: m.library_turn_discard,
  remove: m.library_turn_remove,
};
