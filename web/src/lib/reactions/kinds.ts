import type { ReactionKind } from '@hearth/shared/reactions/entity';
import * as m from '../paraglide/messages.js';
import type { Drawn } from '../ui/Icon.svelte';
import { moreIcons } from '../ui/more-icons.ts';

/** What one may tap, thanks first. Drawn: not every school's computers have a font for the signs that phones use. */
export const kinds: Readonly<Record<ReactionKind, { readonly icon: Drawn; readonly words: () => string }>> = {
  thanks: { icon: moreIcons.heart, words: m.reaction_thanks },
  helpful: { icon: moreIcons.bulb, words: m.reaction_helpful },
  agree: { icon: moreIcons.check, words: m.reaction_agree },
  celebrate: { icon: moreIcons.star, words: m.reaction_celebrate },
  care: { icon: moreIcons.hands, words: m.reaction_care },
  same: { icon: moreIcons.people, words: m.reaction_same },
};

/** Their names in order: the contract's list would bring its schemas along. */
export const kindsInOrder = Object.keys(kinds) as readonly ReactionKind[];

/** What is offered below a post. */
export const kindsFor = (isQuestion: boolean) => kindsInOrder.filter((kind) => isQuestion || kind !== 'same');
