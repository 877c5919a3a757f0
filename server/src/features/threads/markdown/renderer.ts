import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { commonError } from '@hearth/shared/kernel/errors';
import { threadCosts } from '@hearth/shared/threads/limits';
import type { Logger } from 'pino';
import type { Resource } from '../../../services.ts';
import { plain } from './plain.ts';
import { render } from './render.ts';

/** Up to so many characters the worst text takes a few milliseconds; handing over an ordinary one would take longer. */
const SHORT = 1_000;
/** Texts that may wait for the thread, each for some milliseconds of its time. */
const MOST_WAITING = 100;
/** For the thread to start, on a busy machine. */
const START_MS = 10_000;

/** Makes HTML of what people post. */
export const renderer: Resource<Renderer> = {
  open: ({ log }) => new Renderer(log),
  close: (opened) => opened.close(),
};

/**
 * Renders posts within `threadCosts.post`. A short one at once; a long one in a thread of its own, one after the other, so
 * that nobody else waits for it. A thread that takes too long or too much memory is ended, and the text shown as it was
 * written.
 */
export class Renderer {
  readonly #log: Logger;
  readonly #renderMs: number;
  #thread: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Tests bring a time of their own. */
  constructor(log: Logger, renderMs: number = threadCosts.post.renderMs) {
    this.#log = log;
    this.#renderMs = renderMs;
  }

  /** Refused with `busy` where too many wait, or the thread cannot be started. */
  async render(text: string, mostWaiting = MOST_WAITING): Promise<string> {
    if (text.length <= SHORT) return render(text);
    if (this.#waiting >= mostWaiting) throw commonError('busy');
    this.#waiting += 1;
    const rendered = this.#last.then(() => this.#renderApart(text)).finally(() => (this.#waiting -= 1));
    this.#last = rendered.catch(() => {});
    return rendered;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#end();
  }

  async #renderApart(text: string): Promise<string> {
    const thread = (this.#thread ??= await this.#start());
    try {
      const answered = once(thread, 'message', { signal: AbortSignal.timeout(this.#renderMs) });
      thread.postMessage(text);
      const [html] = await answered;
      return html;
    } catch (error) {
      this.#log.warn({ error, length: text.length }, 'a post took too much to render and is shown as plain text');
      await this.#end();
      return plain(text);
    }
  }

  async #start(): Promise<Worker> {
    const memory = threadCosts.post.memory / 1024 / 1024;
    const resourceLimits = { maxOldGenerationSizeMb: (memory * 3) / 4, maxYoungGenerationSizeMb: memory / 4 };
    const thread = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits });
    thread.on('error', () => (this.#thread = null));
    // Nobody waits for it when the process has nothing else to do.
    thread.unref();
    try {
      await once(thread, 'message', { signal: AbortSignal.timeout(START_MS) });
      return thread;
    } catch (error) {
      this.#log.error({ error }, 'the thread that renders posts did not start');
      await thread.terminate();
      throw commonError('busy');
    }
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }
}
