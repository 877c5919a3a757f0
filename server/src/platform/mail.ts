import { createTransport, type Transporter } from 'nodemailer';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { ToldError } from './sentence.ts';

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Resolves when the mail server has taken it; tries three times. */
  send(mail: Mail): Promise<void>;
  /** Newest first, where mail has no way out; null where it is really sent. */
  inbox(): readonly (Mail & { readonly at: Date })[] | null;
}

const KEPT = 50;
const TRIES = 3;
const PAUSE_MS = 1_000;

/** SMTP where it is set up; otherwise an inbox of the latest mails in memory, which a page shows. */
export function createMailer({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>, log: Logger): Mailer {
  if (!smtpUrl) return new InboxMailer();
  // Nobody's words may name a file or an address to be fetched.
  const transport = createTransport(smtpUrl, { from: mailFrom, disableFileAccess: true, disableUrlAccess: true });
  return { send: (mail) => sendPatiently(transport, mail, log), inbox: () => null };
}

class InboxMailer implements Mailer {
  #mails: (Mail & { readonly at: Date })[] = [];

  async send(mail: Mail): Promise<void> {
    this.#mails = [{ ...mail, at: new Date() }, ...this.#mails].slice(0, KEPT);
  }

  inbox() {
    return this.#mails;
  }
}

async function sendPatiently(transport: Transporter, mail: Mail, log: Logger): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Addresses go as objects, so that nothing in a name is read as another address.
      await transport.sendMail({ to: [mail.to], subject: mail.subject, text: mail.text, html: mail.html });
      return;
    } catch (error) {
      const why = reasonOf(error);
      if (attempt === TRIES) throw new ToldError(`The mail server did not take a mail: ${why}.`);
      log.warn({ why, attempt }, 'a mail was not taken; trying again');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

/** Codes alone: what a mail server says in words repeats the address, which has no place in a log. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown };
  return [code ?? 'unknown', responseCode ?? ''].join(' ').trim();
}
