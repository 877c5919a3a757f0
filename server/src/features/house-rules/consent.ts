import { idOf } from '../../streams/definition.ts';
import { people } from '../accounts/stream.ts';
import { react } from '../reaction.ts';
import { keepConsent } from './store.ts';
import { currentVersion } from './versions.ts';

/** Whoever joins agrees to what holds at that moment: the page for joining says so. */
export const consentOfJoining = react({
  to: people,
  name: 'house-rules-consent',
  async handle(_services, events) {
    for (const { stream, data, at } of events) {
      if (!data.joined) continue;
      const personId = idOf(stream);
      const { version } = await currentVersion(at);
      await keepConsent({ _id: `${personId}/${version}`, personId, version, at });
    }
  },
});
