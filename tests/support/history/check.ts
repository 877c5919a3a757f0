import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Entry } from './history.ts';

/** What is really there once all is calm, read from the store or over HTTP. One entry for each stream. */
export interface Truth {
  readonly streams: Readonly<Record<string, TrueStream>>;
}

export interface TrueStream {
  /** Its events by number. */
  readonly events: readonly { readonly seq: number; readonly mark: string; readonly commandId: string }[];
  /** What people can see of commands, a post for instance: one entry for each time it is there. */
  readonly things: readonly { readonly commandId: string; readonly no: number }[];
  /** A fresh load of the whole view, digested as the clients digest theirs. */
  readonly digest: string;
}

export interface Verdict {
  /** Acknowledged, and not there; or there as something else than the answer said (I1). */
  readonly lost: number;
  /** There more than once, or acknowledged as two different things (I1). */
  readonly doubled: number;
  /** Refused, and there all the same; or never given by anybody (I2). */
  readonly ghosts: number;
  /** Numbers missing or repeated in a stream, or in what somebody saw of it (I3, I4). */
  readonly gaps: number;
  /** Who had no answer, or did not show what a fresh load shows, within ten seconds of calm (I5, I6). */
  readonly unconverged: number;
  /** Events that reached somebody more than a second after their rights had gone (I9). */
  readonly leaked: number;
  /** A sentence for each of the above, for people. */
  readonly details: readonly string[];
}

export type Ill = Exclude<keyof Verdict, 'details'>;
export const ills = ['lost', 'doubled', 'ghosts', 'gaps', 'unconverged', 'leaked'] as const satisfies readonly Ill[];

export interface Terms {
  /** Milliseconds from calm, and from each answer after it, in which people get the next and are up to date. */
  readonly convergeMs?: number;
  /** Milliseconds in which a right that was taken away has to be gone everywhere. */
  readonly revokeMs?: number;
}

type Find = (ill: Ill, detail: string) => void;

/** Judges a history by what is really there. Pure: the same history always gets the same verdict. */
export function check(
  history: readonly Entry[],
  truth: Truth,
  { convergeMs = 10_000, revokeMs = 1_000 }: Terms = {},
): Verdict {
  const counts: Record<Ill, number> = { lost: 0, doubled: 0, ghosts: 0, gaps: 0, unconverged: 0, leaked: 0 };
  const details: string[] = [];
  const find: Find = (ill, detail) => {
    counts[ill] += 1;
    details.push(`${ill}: ${detail}`);
  };
  checkNumbers(truth, find);
  checkCommands(history, truth, find);
  checkWatchers(history, truth, find);
  checkConvergence(history, truth, convergeMs, find);
  checkRights(history, revokeMs, find);
  return { ...counts, details };
}

export function isClean(verdict: Verdict): boolean {
  return ills.every((ill) => verdict[ill] === 0);
}

/** Posts under the commands that wrote them: a post shows the last half of a command's id, an event in the store the whole. */
export function byCommand(
  posts: readonly { readonly key: string; readonly no: number }[],
  events: TrueStream['events'],
): TrueStream['things'] {
  const commands = new Map(events.map(({ commandId }) => [idFrom(commandId), commandId]));
  return posts.map(({ key, no }) => ({ commandId: commands.get(key) ?? key, no }));
}

/** I3: 1, 2, 3 … */
function checkNumbers({ streams }: Truth, find: Find): void {
  for (const [stream, { events }] of Object.entries(streams)) {
    events.forEach(({ seq }, at) => {
      if (seq !== at + 1) find('gaps', `${stream} has event ${seq} in place ${at + 1}`);
    });
  }
}

/** I1 and I2. A command without an answer may be there once or not at all. */
function checkCommands(history: readonly Entry[], { streams }: Truth, find: Find): void {
  const given = new Map(history.flatMap((entry) => (entry.kind === 'invoke' ? [[entry.op, entry.stream]] : [])));
  const answers = Map.groupBy(
    history.filter((entry) => entry.kind === 'ok'),
    ({ op }) => op,
  );
  const refused = new Set(history.flatMap((entry) => (entry.kind === 'fail' ? [entry.op] : [])));
  for (const [op, stream] of given) {
    const there = streams[stream]?.things.filter(({ commandId }) => commandId === op) ?? [];
    const events = streams[stream]?.events.filter(({ commandId }) => commandId === op).length ?? 0;
    const said = new Set(answers.get(op)?.map(({ no }) => no));
    if (there.length > 1 || events > 1)
      find('doubled', `${op} is ${Math.max(there.length, events)} times in ${stream}`);
    if (said.size > 1) find('doubled', `${op} was acknowledged as ${[...said].join(' and ')}`);
    if (said.size > 0 && !there.some(({ no }) => said.has(no))) find('lost', `${op}, acknowledged in ${stream}`);
    if (refused.has(op) && said.size === 0 && there.length + events > 0)
      find('ghosts', `${op} was refused and is in ${stream}`);
  }
  for (const [stream, { things }] of Object.entries(streams)) {
    for (const { commandId } of things) {
      if (!given.has(commandId)) find('ghosts', `${commandId} in ${stream} was never given`);
    }
  }
}

/** I4: what each client makes state of is the stream itself, number after number, from where it read the whole. */
function checkWatchers(history: readonly Entry[], { streams }: Truth, find: Find): void {
  const places = new Map<string, number>();
  for (const entry of history) {
    if (entry.kind !== 'applied' && entry.kind !== 'resync' && entry.kind !== 'shows') continue;
    const { who, stream, seq, mark } = entry;
    const real = streams[stream]?.events[seq - 1];
    if (seq > 0 && mark !== null && real?.mark !== mark)
      find('gaps', `${who} saw another event ${seq} in ${stream} than is there`);
    if (entry.kind === 'shows') continue;
    const key = `${who} ${stream}`;
    const before = places.get(key);
    places.set(key, seq);
    if (entry.kind === 'applied' && seq !== (before ?? -1) + 1)
      find('gaps', `${who} went from ${before ?? 'nowhere'} to ${seq} in ${stream}`);
    else if (entry.kind === 'resync' && seq < (before ?? 0))
      find('gaps', `${who} fell from ${before} back to ${seq} in ${stream}`);
  }
}

/**
 * I5 and I6. Judged by the first time that somebody shows the truth. What was written during the faults may still be on
 * its way at calm: as long as the answers flow, the truth moves on.
 */
function checkConvergence(history: readonly Entry[], { streams }: Truth, within: number, find: Find): void {
  const calm = checkAnswers(history, within, find);
  const excused = new Set(history.flatMap((entry) => (entry.kind === 'gone' ? [entry.who] : [])));
  const rights = new Map<string, boolean>();
  const watching = new Map<string, { who: string; stream: string; since: number | null }>();
  for (const entry of history) {
    if (entry.kind === 'revoked' || entry.kind === 'granted')
      rights.set(`${entry.who} ${entry.stream}`, entry.kind === 'granted');
    if (entry.kind !== 'resync' && entry.kind !== 'applied' && entry.kind !== 'shows') continue;
    const { who, stream } = entry;
    const known = watching.get(`${who} ${stream}`) ?? { who, stream, since: null };
    if (entry.kind === 'shows')
      known.since = entry.digest === streams[stream]?.digest ? (known.since ?? entry.at) : null;
    watching.set(`${who} ${stream}`, known);
  }
  if (calm === undefined && watching.size > 0) find('unconverged', 'the run never came to calm');
  for (const [key, { who, stream, since }] of watching) {
    if (excused.has(who) || rights.get(key) === false) continue;
    if (since === null) find('unconverged', `${who} does not show ${stream} as it is`);
    else if (since > (calm ?? since) + within)
      find('unconverged', `${who} showed ${stream} ${Math.round(since - (calm ?? since))} ms after calm`);
  }
}

/** Nobody waits for an answer that long. Tells when the last was given, or calm itself; undefined if it never came. */
function checkAnswers(history: readonly Entry[], within: number, find: Find): number | undefined {
  const calmAt = history.findLast((entry) => entry.kind === 'calm')?.at;
  if (calmAt === undefined) return undefined;
  const given = new Map(history.flatMap((entry) => (entry.kind === 'invoke' ? [[entry.op, entry.at]] : [])));
  const last = new Map<string, number>();
  for (const entry of history) {
    if (entry.kind !== 'ok' || entry.at < calmAt) continue;
    const waited = entry.at - Math.max(last.get(entry.who) ?? calmAt, given.get(entry.op) ?? 0);
    if (waited > within) find('unconverged', `${entry.who} waited ${Math.round(waited)} ms for an answer after calm`);
    last.set(entry.who, entry.at);
  }
  return Math.max(calmAt, ...last.values());
}

/** I9. */
function checkRights(history: readonly Entry[], within: number, find: Find): void {
  const revoked = new Map<string, number>();
  for (const entry of history) {
    if (entry.kind === 'revoked') revoked.set(`${entry.who} ${entry.stream}`, entry.at);
    if (entry.kind === 'granted') revoked.delete(`${entry.who} ${entry.stream}`);
    if (entry.kind !== 'received' && entry.kind !== 'applied' && entry.kind !== 'resync') continue;
    const since = revoked.get(`${entry.who} ${entry.stream}`);
    if (since !== undefined && entry.at > since + within)
      find(
        'leaked',
        `${entry.who} ${entry.kind} ${entry.seq} of ${entry.stream} ${Math.round(entry.at - since)} ms late`,
      );
  }
}
