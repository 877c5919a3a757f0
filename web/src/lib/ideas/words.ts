import type { IdeaState } from '@hearth/shared/ideas/entity';
import * as m from '../paraglide/messages.js';

const names: Readonly<Record<IdeaState, () => string>> = {
  considering: m.idea_considering,
  planned: m.idea_planned,
  done: m.idea_done,
  declined: m.idea_declined,
};

export const ideaStateName = (state: IdeaState): string => names[state]();

export const ideaChoices = (): readonly (readonly [string, string])[] => [
  ['', m.idea_open()],
  ...Object.entries(names).map(([state, name]) => [state, name()] as const),
];
