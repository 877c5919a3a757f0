import type { HeldState, HoldReason } from '@hearth/shared/held/entity';
import type { TrustLevel } from '@hearth/shared/held/policy';
import * as m from '../paraglide/messages.js';

const reasons: Readonly<Record<HoldReason, () => string>> = {
  first: m.held_reason_first,
  links: m.held_reason_links,
  repeated: m.held_reason_repeated,
  flood: m.held_reason_flood,
  words: m.held_reason_words,
  reported: m.held_reason_reported,
  revised: m.held_reason_revised,
};

export const holdReasonName = (reason: HoldReason): string => reasons[reason]();

const states: Readonly<Record<HeldState, () => string>> = {
  waiting: m.held_state_waiting,
  published: m.held_state_published,
  refused: m.held_state_refused,
  withdrawn: m.held_state_withdrawn,
};

export const heldStateName = (state: HeldState): string => states[state]();

const levels: Readonly<Record<TrustLevel, () => string>> = {
  new: m.trust_level_new,
  member: m.trust_level_member,
  regular: m.trust_level_regular,
};

export const trustLevelName = (level: TrustLevel): string => levels[level]();
