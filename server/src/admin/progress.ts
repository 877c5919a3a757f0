/** How far a long piece of work has come; `total` is an estimate until the end. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/** At most one line in this many milliseconds, so that a log file stays readable. */
const interval = { terminal: 100, file: 5_000 };

/** Shows progress on standard error: in place on a terminal, as a line now and then anywhere else. */
export function showProgress(what: string): { on: OnProgress; end(): void } {
  const { isTTY } = process.stderr;
  let shown = Date.now();
  let wrote = false;
  const on: OnProgress = ({ done, total }) => {
    if (Date.now() - shown < (isTTY ? interval.terminal : interval.file)) return;
    shown = Date.now();
    wrote = true;
    const percent = total > 0 ? ` ${Math.min(100, Math.floor((done / total) * 100))} %` : '';
    process.stderr.write(
      `${isTTY ? '\r\x1b[K' : ''}${what}${percent} (${done.toLocaleString('en')})${isTTY ? '' : '\n'}`,
    );
  };
  const end = (): void => void (wrote && isTTY && process.stderr.write('\r\x1b[K'));
  return { on, end };
}
