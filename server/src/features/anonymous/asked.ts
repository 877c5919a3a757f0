import type { Resource, Services } from '../../services.ts';
import { hide, markOf, nothing, reveal } from './asker.ts';
import { insertAsked, readAsked, replaceAsked } from './store.ts';

/** So many are looked for at once. Almost nobody has asked as many. */
const AT_ONCE = 8;
/** Of so many people a server remembers what they have asked, and for so long. */
const MOST_KEPT = 5_000;
const KEPT_MS = 5 * 60_000;

type Place = Pick<Services, 'use' | 'secret'>;

/** In the order in which they were entered; null for one that is nobody's any more. */
type Entered = readonly (string | null)[];

/**
 * What people have asked without a name, since each of their pages wants to know. Whoever is told of something at the bell
 * is looked up again: another server may have entered a question.
 */
class Remembered {
  readonly #secret: string;
  readonly #kept = new Map<string, { readonly asked: Promise<Entered>; readonly until: number }>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  askedBy(personId: string): Promise<Entered> {
    const kept = this.#kept.get(personId);
    if (kept && kept.until > performance.now()) return kept.asked;
    const asked = readAll(this.#secret, personId);
    asked.catch(() => this.forget(personId));
    this.forget(personId);
    const [first] = this.#kept.size < MOST_KEPT ? [] : this.#kept.keys();
    if (first !== undefined) this.#kept.delete(first);
    this.#kept.set(personId, { asked, until: performance.now() + KEPT_MS });
    return asked;
  }

  forget(personId: string): void {
    this.#kept.delete(personId);
  }
}

const remembered: Resource<Remembered> = {
  open({ secret, streams }) {
    const opened = new Remembered(secret);
    streams.pubSub.subscribe((message) => message.kind === 'own' && opened.forget(message.personId));
    return opened;
  },
};

/** Under which ids somebody is kept as an asker, as far as they were entered. */
export async function askedBy(services: Place, personId: string): Promise<string[]> {
  return (await services.use(remembered).askedBy(personId)).filter((id) => id !== null);
}

/** That they have asked it; once, however often it is said. */
export async function enterAsked(services: Place, personId: string, askerId: string): Promise<void> {
  const opened = services.use(remembered);
  if ((await opened.askedBy(personId)).includes(askerId)) return;
  for (;;) {
    const entered = await readAll(services.secret, personId);
    opened.forget(personId);
    if (entered.includes(askerId)) return;
    // Another server may have taken that place for another question; then it is looked for once more.
    const _id = placeOf(services.secret, personId, entered.length);
    await insertAsked({ _id, sealed: hide(services.secret, _id, askerId) });
  }
}

/** Nobody can find out any more what they have asked; how many there are stays, so that nothing tells who has left. */
export async function forgetAsked(services: Place, personId: string): Promise<void> {
  const { length } = await readAll(services.secret, personId);
  for (let n = 0; n < length; n++)
    await replaceAsked({ _id: placeOf(services.secret, personId, n), sealed: nothing() });
  services.use(remembered).forget(personId);
}

async function readAll(secret: string, personId: string): Promise<Entered> {
  const all: (string | null)[] = [];
  for (;;) {
    const ids = Array.from({ length: AT_ONCE }, (_, n) => placeOf(secret, personId, all.length + n));
    const found = new Map((await readAsked(ids)).map(({ _id, sealed }) => [_id, sealed]));
    for (const id of ids) {
      const sealed = found.get(id);
      if (sealed === undefined) return all;
      all.push(reveal(secret, id, sealed));
    }
  }
}

/** Where the `n`-th question of somebody is entered. */
function placeOf(secret: string, personId: string, n: number): string {
  return markOf(secret, `asked ${personId} ${n}`);
}
