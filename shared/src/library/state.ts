import type { EntryState } from './entity.ts';

interface Step {
  readonly from: readonly EntryState[];
  /** Null: it stays in the state it is in. */
  readonly to: EntryState | null;
  /** Whether somebody has to say why. */
  readonly reason?: true;
  /** Whether the entry has to say all that others need. */
  readonly whole?: true;
}

const OPEN = ['draft', 'changes', 'declined'] as const;

/** The life of an entry: what becomes of it by which act. Who may is said in `policy.ts`. */
export const steps = {
  edit: { from: OPEN, to: null },
  mend: { from: ['submitted', 'published'], to: null },
  submit: { from: OPEN, to: 'submitted', whole: true },
  withdraw: { from: ['submitted'], to: 'draft' },
  ask: { from: ['submitted'], to: 'changes', reason: true },
  publish: { from: ['submitted'], to: 'published', whole: true },
  'publish-own': { from: ['draft'], to: 'published', whole: true },
  decline: { from: ['submitted'], to: 'declined', reason: true },
  hide: { from: ['published', 'archived'], to: 'hidden', reason: true },
  show: { from: ['hidden'], to: 'published' },
  archive: { from: ['published'], to: 'archived', reason: true },
  restore: { from: ['archived'], to: 'published' },
  renew: { from: ['published'], to: null },
  fix: { from: ['published'], to: null },
  accept: { from: ['published'], to: null },
  refuse: { from: ['published'], to: null, reason: true },
  retract: { from: ['published', 'hidden', 'archived'], to: null },
  again: { from: ['published'], to: null },
  confirm: { from: ['published'], to: null },
  unname: { from: ['draft', 'changes', 'declined', 'submitted'], to: null },
  discard: { from: OPEN, to: 'removed' },
  remove: {
    from: ['draft', 'submitted', 'changes', 'declined', 'published', 'hidden', 'archived'],
    to: 'removed',
    reason: true,
  },
} as const satisfies Readonly<Record<string, Step>>;

export type Act = keyof typeof steps;

/** Where an act leads from a state; null where there is no such step. */
export function stateAfter(act: Act, state: EntryState): EntryState | null {
  const { from, to }: Step = steps[act];
  return from.includes(state) ? (to ?? state) : null;
}

export function needsReason(act: Act): boolean {
  const step: Step = steps[act];
  return step.reason ?? false;
}

export function needsWhole(act: Act): boolean {
  const step: Step = steps[act];
  return step.whole ?? false;
}

/** Whether those it is for may read it. */
export function isShown(state: EntryState): boolean {
  return state === 'published' || state === 'archived';
}

/** Which one is shown, of an entry and of the list. */
export interface ShownRev {
  readonly rev: number;
}

/** The one place where an event of the library becomes state: each tells how far it is, and no more. */
export function applyLibraryChange(state: ShownRev, { rev }: ShownRev): ShownRev {
  return rev > state.rev ? { rev } : state;
}
