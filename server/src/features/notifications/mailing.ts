import { personId as personIdRule } from '@hearth/shared/kernel/ids';
import type { BellChannels } from '@hearth/shared/notifications/entity';
import { bellLimits } from '@hearth/shared/notifications/limits';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import type { Services } from '../../services.ts';
import { findActor, findPerson, isReached } from '../accounts/access.ts';
import { readPostsAt, type PostRecord } from '../threads/access.ts';
import { lookAt, type Shown } from './look.ts';
import { bellLetter, mailedKinds, type Told } from './mails.ts';
import { channelOf, stopAddresses } from './settings.ts';
import { setMailed, takeForMail } from './store.ts';

const MINUTE_MS = 60_000;
const mailed = z.object({ personId: personIdRule, turn: z.int() });
type Mailed = z.infer<typeof mailed>;

/** What comes within some minutes goes into one mail: its job has one key. Called once the notification is stored. */
export async function scheduleMail({ jobs, clock, config }: Services, personId: string): Promise<void> {
  const delay = Math.max(1_000, config.mailDelayMinutes * MINUTE_MS);
  const turn = Math.floor(clock.now().getTime() / delay) + 2;
  const input = { personId: personIdRule.parse(personId), turn };
  await jobs.schedule(mailBell, { key: `${personId}/${turn}`, at: new Date(turn * delay), input, about: personId });
}

/**
 * Tells somebody by mail what they have not read by now, as it is now: edited words, and nothing of what was deleted, of what
 * they may not read any more, have muted, or want no mails of.
 */
export const mailBell: Job<Mailed> = {
  ...mailing,
  name: 'bell.mail',
  input: mailed,
  async run(services, { personId, turn }) {
    const records = await takeForMail(personId, turn, bellLimits.kept);
    const [actor, person] = await Promise.all([findActor(services, personId), findPerson(personId)]);
    if (records.length === 0 || actor.kind !== 'person' || !person) return;
    const shown = (await lookAt({ services, actor }, records)).filter(({ isNew }) => isNew);
    const channels = await Promise.all(
      shown.map(async ({ record: { kind } }) => (isMailed(kind) ? channelOf(personId, chosenFor(kind)) : 'none')),
    );
    const told = shown.filter((_one, place) => channels[place] === 'mail').sort(byTime);
    if (told.length > 0 && isReached(services, person)) {
      const [stop, posts] = await Promise.all([stopAddresses(services, personId), readPostsAt(placesOf(told))]);
      const settings = `${services.baseUrl.url}/you/bell`;
      const letter = bellLetter(person.locale, {
        name: person.name,
        told: told.flatMap(toldOf(services, posts)),
        stopAt: stop.page,
        settings,
      });
      const to = { name: person.name, address: person.email };
      await services.mailer.send({ to, ...letter, stopAt: stop.button, ...placeOf(personId, told) });
    }
    await setMailed(records);
  },
};

/** Of thanks, of what is hidden and of reports there are no mails, and a post that waited has one of its own. */
function isMailed(kind: Shown['record']['kind']): kind is Told['kind'] {
  return mailedKinds.some((one) => one === kind);
}

function chosenFor(kind: Told['kind']): keyof BellChannels {
  return kind === 'removed' || kind === 'restored' || kind === 'upheld' ? 'decision' : kind;
}

function byTime(a: Shown, b: Shown): number {
  return a.record.at.getTime() - b.record.at.getTime();
}

function placesOf(told: readonly Shown[]) {
  return told.map(({ record: { threadId, no } }) => ({ threadId, no }));
}

function toldOf({ baseUrl }: Services, posts: readonly PostRecord[]) {
  const wordsOf = new Map(
    posts.map(({ threadId, no, text, deletedAt }) => [`${threadId}/${no}`, deletedAt ? '' : text]),
  );
  return ({ record: { kind, about, threadId, no }, thread, post }: Shown): Told[] => {
    if (!isMailed(kind)) return [];
    const by = (about === 'answer' ? thread.answer?.markedBy?.name : post.by?.name) ?? null;
    const words = wordsOf.get(`${threadId}/${no}`) ?? '';
    const place = `/t/${thread._id}?post=${post.no}#post-${post.no}`;
    const link = `${baseUrl.url}${kind === 'removed' || kind === 'upheld' ? '/you/standing' : place}`;
    return [{ kind, title: thread.title, by, words, link }];
  };
}

/** Mails about one thread stand together; the same one that is sent again is known. */
function placeOf(personId: string, told: readonly Shown[]) {
  const threads = new Set(told.map(({ thread }) => thread._id));
  const [only] = threads;
  const what = told
    .map(({ record }) => `${record.threadId}/${record.no}/${record.about}/${record.at.getTime()}`)
    .join();
  const mailId = mailIdOf('bell', `${personId} ${what}`);
  return { mailId, ...(threads.size === 1 && { conversation: `thread.${only}` }) };
}
