import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { newcomer } from './joining.ts';
import { Person, type NewProfile } from './person.ts';
import { until } from './watching.ts';
import { portOf, present } from './parts.ts';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly toNames: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A mail server that takes everything and keeps it, for servers that are processes of their own. */
export class Mailbox {
  /** What servers are told as `SMTP_URL`. */
  readonly url: string;
  /** The latest first. */
  readonly mails: ReceivedMail[] = [];
  readonly #server: SMTPServer;

  private constructor(server: SMTPServer) {
    this.#server = server;
    this.url = `smtp://127.0.0.1:${portOf(server.server)}`;
  }

  static async start(): Promise<Mailbox> {
    const arrived: { take: (mail: ReceivedMail) => void } = { take: () => {} };
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        void simpleParser(stream).then(({ to, from, subject = '', text = '', html, headerLines }) => {
          const named = [to ?? []].flat().flatMap(({ value }) => value.map(({ name }) => name));
          const told = { from: from?.text ?? '', subject, text, html: html || '' };
          const headers = Object.fromEntries(
            headerLines.map(({ key, line }) => [
              key,
              line
                .slice(key.length + 1)
                .replace(/\s+/g, ' ')
                .trim(),
            ]),
          );
          arrived.take({ headers, to: session.envelope.rcptTo.map(({ address }) => address), toNames: named, ...told });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const mailbox = new Mailbox(server);
    arrived.take = (mail) => void mailbox.mails.unshift(mail);
    return mailbox;
  }

  /** Waits for the latest mail to an address. */
  async latestTo(email: string): Promise<ReceivedMail> {
    const find = () => this.mails.find(({ to }) => to.includes(email));
    await until(() => find() !== undefined, `a mail to ${email}`, 20_000);
    return present(find());
  }

  /** Somebody new who joins the server at `url` the way everybody does. */
  async join(url: string, profile: Partial<NewProfile> = {}): Promise<Person> {
    // Whoever is called as one of the staff is would wait for a moderator.
    const form = { ...newcomer(), name: `Omar H${randomUUID().replace(/[^a-f]/g, '')}`, ...profile };
    const stranger = new Person(url, null, null);
    // Under one id, since a server under test may have to be asked twice.
    const { signUp } = await stranger.do('account.sign-up', form, randomUUID());
    const token = /token=([\w-]+)/.exec((await this.latestTo(form.email)).text)?.[1] ?? '';
    await stranger.do('account.redeem-code', { token, signUp });
    const { me } = await stranger.see('account.me', {});
    return new Person(url, me?.id ?? null, stranger.cookie);
  }

  /** Keeps no process alive any longer. */
  unref(): this {
    this.#server.server.unref();
    return this;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
