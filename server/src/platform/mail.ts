import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from '../config.ts';
import { ToldError } from './sentence.ts';

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Which conversation it belongs to, so that a mail program shows them together: a word without blanks. */
  readonly conversation?: string;
  /** The same mail, sent once more after a crash, is known by this: a word without blanks. */
  readonly mailId?: string;
  /** Where one press of the mail program's own button stops such mails (RFC 8058). */
  readonly stopAt?: string;
}

/** The `mailId` of the one mail of a kind that is about this, of which it says nothing. */
export function mailIdOf(kind: string, about: string): string {
  return `${kind}.${createHash('sha256').update(about).digest('hex').slice(0, 32)}`;
}

export interface Mailer {
  /** Resolves when the mail server has taken it; throws when it has not. */
  send(mail: Mail): Promise<void>;
  /** Newest first, where mail has no way out; null where it is really sent. */
  inbox(): readonly (Mail & { readonly at: Date })[] | null;
}

const KEPT = 50;
/** A mail server that says nothing for so long is away; whoever sends tries again later. */
const SILENT_MS = 30_000;

/** SMTP where it is set up; otherwise an inbox of the latest mails in memory, which a page shows. */
export function createMailer({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mailer {
  if (!smtpUrl) return new InboxMailer();
  // Nobody's words may name a file or an address to be fetched.
  const transport = createTransport(
    { url: smtpUrl, connectionTimeout: SILENT_MS, greetingTimeout: SILENT_MS, socketTimeout: SILENT_MS },
    { from: mailFrom, disableFileAccess: true, disableUrlAccess: true },
  );
  return { send: (mail) => send(transport, mail, mailFrom.address), inbox: () => null };
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

async function send(transport: Transporter, mail: Mail, sender: string): Promise<void> {
  const { to, subject, text, html } = mail;
  try {
    // Addresses go as objects, so that nothing in a name is read as another address.
    await transport.sendMail({ to: [to], subject, text, html, ...headersOf(mail, sender) });
  } catch (error) {
    throw new ToldError(`The mail server did not take a mail: ${reasonOf(error)}.`);
  }
}

function headersOf({ conversation, mailId, stopAt }: Mail, sender: string) {
  const idOf = (word: string) => `<${word}@${sender.split('@')[1] ?? 'hearth'}>`;
  const stop = stopAt && { 'List-Unsubscribe': `<${stopAt}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  return {
    ...(conversation && { references: idOf(conversation), inReplyTo: idOf(conversation) }),
    ...(mailId && { messageId: idOf(mailId) }),
    ...(stop && { headers: { ...stop, 'Auto-Submitted': 'auto-generated' } }),
  };
}

/** Codes alone: what a mail server says in words repeats the address, which has no place in a log. */
function reasonOf(error: unknown): string {
  const { code, responseCode }: { code?: unknown; responseCode?: unknown } = Object(error);
  return [code ?? 'unknown', responseCode ?? ''].join(' ').trim();
}
