/** Where a test may have this process fail. */
type FailPoint =
  | 'before-insert'
  | 'inserted'
  | 'published'
  | 'half-projected'
  | 'projected'
  | 'before-reactions'
  | 'before-acknowledge'
  | 'recovered';

const { NODE_ENV, HEARTH_FAIL_POINT = '', HEARTH_POISON = '' } = process.env;

/**
 * Does nothing, unless a test started this process with `HEARTH_FAIL_POINT=name:n`: then the n-th time it is passed the
 * process ends as by `kill -9`. Only where NODE_ENV is `test`.
 */
export const failPoint: (name: FailPoint) => void = armed() ?? (() => {});

/** Throws where a test started this process with `HEARTH_POISON=word` and the text has that word. Only where NODE_ENV is `test`. */
export function poisonPoint(text: string): void {
  if (NODE_ENV === 'test' && HEARTH_POISON && text.includes(HEARTH_POISON)) throw new Error('poisoned, by a test');
}

function armed(): ((name: FailPoint) => void) | null {
  const [wanted = '', times = '1'] = HEARTH_FAIL_POINT.split(':');
  if (NODE_ENV !== 'test' || wanted === '') return null;
  let left = Number(times);
  return (name) => {
    if (name === wanted && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
