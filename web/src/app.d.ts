import type { ApiClient } from '@hearth/shared/transport';
import type { Language } from '@hearth/shared/accounts/entity';
import type { Theme } from '#lib/frame/theme.ts';

declare global {
  namespace App {
    interface Locals {
      /** The way in, as whoever asks for the page. */
      api: ApiClient;
      locale: Language;
      theme: Theme;
    }
    interface Error {
      message: string;
      reason?: string;
    }
  }
}
