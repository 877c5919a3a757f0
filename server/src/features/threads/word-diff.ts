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

/**
 * How far along the old text each round comes on each diagonal (`x - y`), before that round: round n looks at diagonals
 * `-n - 1` … `n + 1`. Plain numbers in one place, as whoever reads a history may ask for ten of these.
 */
type Rounds = readonly Int32Array[];

/** The shortest way from one to the other, after Myers; null where it is longer than {@link MOST_CHANGES}. */
function editScript(old: readonly string[], now: readonly string[]): Step[] | null {
  const middle = MOST_CHANGES + 1;
  const reached = new Int32Array(2 * middle + 1).fill(-1);
  reached[middle + 1] = 0;
  const rounds: Int32Array[] = [];
  for (let changes = 0; changes <= MOST_CHANGES; changes++) {
    const before = reached.slice(middle - changes - 1, middle + changes + 2);
    rounds.push(before);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let { x } = arrival(before, diagonal, changes);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reached[middle + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) return walkedBack(rounds, old, now);
    }
  }
  return null;
}

/** Whether a round comes to a diagonal by a word of the new text, or else by one of the old; and how far along the old one. */
function arrival(before: Int32Array, diagonal: number, changes: number) {
  const [below = -1, above = -1] = [before[diagonal + changes], before[diagonal + changes + 2]];
  const isAdded = diagonal === -changes || (diagonal !== changes && below < above);
  return { isAdded, x: isAdded ? above : below + 1 };
}

function walkedBack(rounds: Rounds, old: readonly string[], now: readonly string[]): Step[] {
  const steps: Step[] = [];
  let [x, y] = [old.length, now.length];
  for (const [changes, before] of [...rounds.entries()].reverse()) {
    const from = arrival(before, x - y, changes);
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
