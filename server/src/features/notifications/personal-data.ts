import type { exported } from '@hearth/shared/notifications/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { allChannels } from './settings.ts';
import { deleteSettings, findSettings } from './settings-store.ts';
import { namesOf } from './names.ts';
import { deleteNotificationsOf, readLatest } from './store.ts';

/** More than anybody has. */
const ALL = 100_000;

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Notification', 'BellSettings'],
  streams: [],
  async export({ actor, services }) {
    const names = await namesOf(services, actor.id);
    const [own, settings] = await Promise.all([readLatest(names, ALL), findSettings(actor.id)]);
    return {
      bellChannels: settings?.channels ? allChannels(settings.channels) : null,
      mailsStopped: settings?.mailsStopped ?? false,
      notifications: own.map(({ kind, threadId, no, at, isRead }) => ({
        ...{ kind, threadId, no },
        ...{ at: at.toISOString(), isRead },
      })),
    };
  },
  /** What is stored under other names tells of nobody, and ends with its time: gone with them, it would tell whose it was. */
  async erase(_services, { personId }) {
    const had = [await deleteNotificationsOf(personId), await deleteSettings(personId)];
    return had.includes(true);
  },
};
