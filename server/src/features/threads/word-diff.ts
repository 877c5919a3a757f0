import type { DiffPart } from '@hearth/shared/threads/entity';

/** Texts that share less are shown as one that went and one that came: nobody reads a thousand small changes. */
const MOST_CHANGES = 500;

type Kind = DiffPart['kind'];

/** What became of words when they were edited, word by word. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const shorter = Math.min(old.length, now.length);
  let begin = 0;
  while (begin < shorter && old[begin] === now[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;

  const parts: DiffPart[] = [];
  const put = (kind: Kind, words: readonly string[]) => append(parts, kind, words.join(''));
  put('same', old.slice(0, begin));
  const middle = [old.slice(begin, old.length - end), now.slice(begin, now.length - end)] as const;
  for (const [kind, word] of editScript(...middle) ?? whole(...middle)) put(kind, [word]);
  put('same', end > 0 ? old.slice(-end) : []);
  return parts;
}

/** Words, spaces and signs, each for itself: together they are the text. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{M}\p{N}’']+|[^]/gu) ?? [];
}

type Step = readonly [Kind, string];

function whole(old: readonly string[], now: readonly string[]): Step[] {
  return [...old.map((word) => ['removed', word] as const), ...now.map((word) => ['added', word] as const)];
}

/** The shortest way from one to the other, after Myers; null where it is longer than {@link MOST_CHANGES}. */
function editScript(old: readonly string[], now: readonly string[]): Step[] | null {
  /** How far along `old` one comes on each diagonal (`x - y`) with so many changes. */
  let reached = new Map([[1, 0]]);
  const rounds: Map<number, number>[] = [];
  for (let changes = 0; changes <= MOST_CHANGES; changes++) {
    rounds.push(reached);
    const next = new Map(reached);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let { x } = arrival(reached, diagonal, changes);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return walkedBack(rounds, old, now);
    }
    reached = next;
  }
  return null;
}

/** Whether a round comes to a diagonal by a word of the new text, or else by one of the old; and how far along the old one. */
function arrival(reached: ReadonlyMap<number, number>, diagonal: number, changes: number) {
  const [below, above] = [reached.get(diagonal - 1) ?? -1, reached.get(diagonal + 1) ?? -1];
  const isAdded = diagonal === -changes || (diagonal !== changes && below < above);
  return { isAdded, x: isAdded ? above : below + 1 };
}

function walkedBack(
  rounds: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  now: readonly string[],
): Step[] {
  const steps: Step[] = [];
  let [x, y] = [old.length, now.length];
  for (const [changes, reached] of [...rounds.entries()].reverse()) {
    const from = arrival(reached, x - y, changes);
    while (x > from.x) {
      steps.push(['same', old[--x] ?? '']);
      y--;
    }
    if (changes === 0) break;
    if (from.isAdded) steps.push(['added', now[--y] ?? '']);
    else steps.push(['removed', old[--x] ?? '']);
  }
  return steps.reverse();
}

function append(parts: DiffPart[], kind: Kind, text: string): void {
  const last = parts.at(-1);
  if (text === '') return;
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}
