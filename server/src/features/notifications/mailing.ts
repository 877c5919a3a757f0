import type { Language } from '@hearth/shared/accounts/entity';
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
import { lookAt, type Looking, type Shown } from './look.ts';
import { isOfLibrary, lookAtLibrary, type ShownOfLibrary } from './look-library.ts';
import { bellLetter, mailedKinds, type Told } from './mails.ts';
import { channelOf, stopAddresses } from './settings.ts';
import { setMailed, takeForMail, type NotificationRecord } from './store.ts';

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
    const reader = { services, actor };
    const told = await wantedOf(personId, [
      ...(await inThreads(reader, records)),
      ...(await inLibrary(reader, records, person.locale)),
    ]);
    if (told.length > 0 && isReached(services, person)) {
      const stop = await stopAddresses(services, personId);
      const settings = `${services.baseUrl.url}/you/bell`;
      const letter = bellLetter(person.locale, {
        name: person.name,
        told: told.map(({ says }) => says),
        stopAt: stop.page,
        settings,
      });
      const to = { name: person.name, address: person.email };
      await services.mailer.send({ to, ...letter, stopAt: stop.button, ...placeOf(personId, told) });
    }
    await setMailed(records);
  },
};

interface Mail {
  readonly record: NotificationRecord;
  readonly says: Told;
}

/** In the order in which it happened, what they want mails of. */
async function wantedOf(personId: string, all: readonly Mail[]): Promise<Mail[]> {
  const channels = await Promise.all(all.map(({ says: { kind } }) => channelOf(personId, chosenFor(kind))));
  const wanted = all.filter((_one, place) => channels[place] === 'mail');
  return wanted.sort((a, b) => a.record.at.getTime() - b.record.at.getTime());
}

async function inThreads(reader: Looking, records: readonly NotificationRecord[]): Promise<Mail[]> {
  const places = records.filter((record) => !isOfLibrary(record));
  const shown = (await lookAt(reader, places)).filter(({ isNew, record }) => isNew && isMailed(record.kind));
  const toldOf = tellerOf(reader.services, await readPostsAt(placesOf(shown)));
  return shown.flatMap((one) => toldOf(one).map((says) => ({ record: one.record, says })));
}

/** Of what one follows in the library. */
async function inLibrary(reader: Looking, records: readonly NotificationRecord[], locale: Language): Promise<Mail[]> {
  const shown = await lookAtLibrary(reader, records.filter(isOfLibrary));
  const { url } = reader.services.baseUrl;
  return shown.map(({ record, news }) => ({ record, says: { by: null, ...librarySays(news, locale, url) } }));
}

function librarySays(news: ShownOfLibrary['news'], locale: Language, url: string): Omit<Told, 'by'> {
  const { kind } = news;
  switch (kind) {
    case 'renewed':
      return { kind, title: news.entry.title, words: news.what, link: `${url}/library/${news.entry.id}` };
    case 'collection': {
      const { id, title } = news.collection;
      return { kind, title, words: titlesIn(news), link: `${url}/library/collections/${id}` };
    }
    case 'topic': {
      const { id, name } = news.topic;
      return { kind, title: name[locale], words: titlesIn(news), link: `${url}/library?topic=${id}` };
    }
  }
}

function titlesIn({ entries, count }: { readonly entries: readonly { title: string }[]; readonly count: number }) {
  const titles = entries.map(({ title }) => title);
  return [...titles, ...(count > titles.length ? [`+ ${count - titles.length}`] : [])].join('\n');
}

/** Of thanks, of what is hidden and of reports there are no mails, and a post that waited has one of its own. */
function isMailed(kind: Shown['record']['kind']): kind is Told['kind'] {
  return mailedKinds.some((one) => one === kind);
}

function chosenFor(kind: Told['kind']): keyof BellChannels {
  if (kind === 'renewed' || kind === 'collection' || kind === 'topic') return 'library';
  return kind === 'removed' || kind === 'restored' || kind === 'upheld' ? 'decision' : kind;
}

function placesOf(told: readonly Shown[]) {
  return told.map(({ record: { threadId, no } }) => ({ threadId, no }));
}

function tellerOf({ baseUrl }: Services, posts: readonly PostRecord[]) {
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
function placeOf(personId: string, told: readonly Mail[]) {
  // Of what is in the library each thing is a conversation of its own.
  const threads = new Set(told.map(({ record }) => record.threadId));
  const [only] = threads;
  const what = told
    .map(({ record }) => `${record.threadId}/${record.no}/${record.about}/${record.at.getTime()}`)
    .join();
  const mailId = mailIdOf('bell', `${personId} ${what}`);
  return { mailId, ...(threads.size === 1 && { conversation: `thread.${only}` }) };
}
