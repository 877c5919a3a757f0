import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { newcomer } from '../support/joining.ts';
import { Person } from '../support/person.ts';
import { ServerProcess, startStore } from '../support/processes.ts';
import { until } from '../support/watching.ts';
import { portOf } from '../support/parts.ts';

/** A mail server that takes its time before it takes a mail. */
async function slowMailServer(takesMs: number) {
  const seen = { asked: 0, taken: 0 };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      seen.asked += 1;
      setTimeout(done, takesMs);
    },
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        seen.taken += 1;
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const port = portOf(smtp.server);
  return { seen, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((resolve) => smtp.close(resolve)) };
}

/** A server that has said it would send a mail, and is at it. */
async function aServerWithAMailToSend() {
  const [store, mail] = [await startStore(), await slowMailServer(2_500)];
  const server = await ServerProcess.start({ MONGODB_URI: store.uri, SMTP_URL: mail.url });
  const { password: _none, ...input } = newcomer();
  await new Person(server.url, null, null).do('account.sign-up', input, randomUUID());
  await until(() => mail.seen.asked === 1, 'the mail server to be asked');
  const close = async () => {
    await server.stop('SIGKILL');
    await mail.close();
    await store.close();
  };
  return { server, mail, close };
}

test('a server that is asked to stop, once or twice, sends the mails first that it has said it would send', async () => {
  const { server, mail, close } = await aServerWithAMailToSend();
  try {
    server.signal('SIGTERM');
    await until(() => server.printed.includes('Asked to stop'), 'the signal to be heard');
    await server.stop('SIGTERM');
    expect([server.exitCode, mail.seen.taken]).toEqual([0, 1]);
  } finally {
    await close();
  }
}, 60_000);

test('a server that is interrupted finishes, and ends at once when it is interrupted again', async () => {
  const { server, mail, close } = await aServerWithAMailToSend();
  try {
    server.signal('SIGINT');
    await until(() => server.printed.includes('Interrupted'), 'the signal to be heard');
    expect(server.isRunning).toBe(true);
    await server.stop('SIGINT');
    expect([server.exitCode, mail.seen.taken]).toEqual([1, 0]);
  } finally {
    await close();
  }
}, 60_000);
