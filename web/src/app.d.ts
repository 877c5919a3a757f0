import type { ThreadId } from '@hearth/shared/threads/entity';
import type { ApiClient } from '@hearth/shared/transport';
import type { Language, NewHere } from '@hearth/shared/accounts/entity';
import type { PhotoState } from '@hearth/shared/photos/state';
import type { Reader } from '#lib/accounts/reader.ts';
import type { TagNames } from '#lib/tags/with-tags.ts';
import type { Theme } from '#lib/frame/theme.ts';
import type { Loaded } from '#lib/live/views.ts';

declare global {
  namespace App {
    interface Locals {
      /** The way in, as whoever asks for the page. */
      api: ApiClient;
      locale: Language;
      theme: Theme;
      /** Whether what the page is about was removed: then it says so, and is gone. */
      isGone?: true;
    }
    interface PageData {
      /** Of whoever is new here and may write only so much; see routes/+layout.server.ts. */
      newHere?: Omit<NewHere, 'until'> | null;
      /** The pictures of whoever is named on the page. */
      photos?: PhotoState;
      /** What the tags of threads on the page are called. */
      tagNames?: TagNames;
      me?: Reader | null;
      /** Polls that came with the page of a thread, by the numbers of their posts; and the id for its forms. */
      polls?: Readonly<Record<number, Loaded<'poll.get'>>>;
      commandId?: string;
      /** Ideas on the page that one has voted for, and whether one may. */
      voted?: readonly ThreadId[];
      mayVote?: boolean;
    }
    interface Error {
      message: string;
      reason?: string;
    }
  }
}
