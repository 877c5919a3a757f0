import type { Caller } from '@hearth/shared/door';
import type { Language } from '@hearth/shared/accounts/entity';
import type { Theme } from '#lib/frame/theme.ts';

declare global {
  interface Window {
    /** A form takes the browser to another page, until somebody comes back. Set by app.html: no module runs so early. */
    isLeaving?: boolean;
  }
  namespace App {
    interface Locals {
      /** The way in, as whoever asks for the page. */
      house: Caller;
      locale: Language;
      theme: Theme;
    }
    interface Error {
      message: string;
      reason?: string;
    }
  }
}
