import type { CommandNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';
import type { BellEntry, BellHeld, BellOfLibrary } from '@hearth/shared/notifications/entity';
import { libraryPath } from '../library/narrowing.ts';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { entrySentence, heldSentence } from './words.ts';

/** What the bell tells of that is no thread. */
export interface BellCard {
  readonly key: string;
  readonly sentence: string;
  readonly href: string;
  readonly isNew: boolean;
  readonly at: string;
  /** By which it is marked as read. */
  readonly place: SentTo<CommandNamed<'bell.read'>>;
  readonly title?: string;
  readonly language?: string | null;
  /** What somebody said of it. */
  readonly words?: string;
  readonly board?: string | undefined;
  /** Of what there are several: those that are named. */
  readonly entries?: readonly { readonly id: string; readonly title: string }[];
}

/** What moderators decided about a post of one’s own that stands nowhere. */
export function heldCard({ id, title, language, board, isNew, at, state }: BellHeld): BellCard {
  const said = { sentence: heldSentence({ state }), title, language, board: board?.name[getLocale()] };
  return { key: id, ...said, href: '/you/waiting', place: { heldId: id }, isNew, at };
}

/** What curators decided about what one has given to the library, and what has become of its links. */
export function entryCard({ id, title, reason, isNew, at, state, news }: BellEntry): BellCard {
  const href = `/library/${news === 'naming' ? `naming/${id}` : id}`;
  const said = { sentence: entrySentence({ state, news }), title, words: reason };
  return { key: `${id} ${news === 'link'}`, ...said, href, place: { entryId: id }, isNew, at };
}

/** What is new of what one follows in the library. */
export function newsCard(one: BellOfLibrary): BellCard {
  const { id: key, isNew, at } = one;
  switch (one.kind) {
    case 'renewed': {
      const { id, title } = one.entry;
      const sentence = m.bell_library_renewed({ title, version: one.version });
      return { key, isNew, at, sentence, href: `/library/${id}`, place: { entryId: id }, words: one.what, entries: [] };
    }
    case 'collection': {
      const { id, title } = one.collection;
      const sentence = m.bell_library_collection({ title, count: one.count });
      const href = `/library/collections/${id}`;
      return { key, isNew, at, sentence, href, place: { collectionId: id }, entries: one.entries };
    }
    case 'topic': {
      const { id, name } = one.topic;
      const sentence = m.bell_library_topic({ name: name[getLocale()], count: one.count });
      const href = libraryPath({ chosen: { topic: [id] }, view: 'list', by: 'newest' });
      return { key, isNew, at, sentence, href, place: { topicId: id }, entries: one.entries };
    }
  }
}
