import type { ApiClient } from '@hearth/shared/transport';
import type { Language, NewHere } from '@hearth/shared/accounts/entity';
import type { PhotoState } from '@hearth/shared/photos/state';
import type { Reader } from '#lib/accounts/reader.ts';
import type { Theme } from '#lib/frame/theme.ts';

declare global {
  namespace App {
    interface Locals {
      /** The way in, as whoever asks for the page. */
      api: ApiClient;
      locale: Language;
      theme: Theme;
    }
    interface PageData {
      /** Of whoever is new here and may write only so much; see routes/+layout.server.ts. */
      newHere?: Omit<NewHere, 'until'> | null;
      /** The pictures of whoever is named on the page. */
      photos?: PhotoState;
      me?: Reader | null;
    }
    interface Error {
      message: string;
      reason?: string;
    }
  }
}
