import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with each field of an input, by its path (`a.b`), as one of the words that `ErrorDetail` names: data for
 * whoever shows it in the reader's language. What zod says itself is for programmers, patterns and all.
 */
export function faultsOf(issues: readonly Issue[]): Record<string, string> {
  const named = issues.flatMap((issue) => faults(issue, issue.path));
  // The first one counts.
  return Object.fromEntries(named.toReversed());
}

function faults(issue: Issue, path: readonly PropertyKey[]): [string, string][] {
  if (issue.code === 'invalid_union') {
    const nearest = nearestOf(issue.errors);
    return nearest ? nearest.flatMap((inner) => faults(inner, [...path, ...inner.path])) : [[nameOf(path), 'invalid']];
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [nameOf([...path, key]), 'unknown']);
  return [[nameOf(path), faultOf(issue)]];
}

/** Of several shapes the one that was meant: it knows every field that was given. */
function nearestOf(shapes: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const isOther = (issues: readonly Issue[]) => issues.some(({ code }) => code === 'unrecognized_keys');
  return shapes.find((issues) => !isOther(issues));
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

const OWN = /^[a-z]+(-[a-z]+)*$/;

function faultOf(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
      return OWN.test(issue.message) ? issue.message : 'invalid';
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? 'missing' : 'too-short';
      return issue.origin === 'array' ? 'missing' : 'too-small';
    case 'too_big':
      if (issue.origin === 'string') return 'too-long';
      return issue.origin === 'array' ? 'too-many' : 'too-big';
    case 'invalid_type':
      return issue.input === undefined ? 'missing' : 'invalid';
    case 'invalid_value':
      return 'choice';
    case 'invalid_format':
      // A rule that has a word of its own has it for its message.
      return OWN.test(issue.message) ? issue.message : 'format';
    default:
      return 'invalid';
  }
}
