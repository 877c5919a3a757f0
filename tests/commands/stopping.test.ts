import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { newcomer } from '../support/joining.ts';
import { Person } from '../support/person.ts';
import { ServerProcess, startStore } from '../support/processes.ts';
import { until } from '../support/watching.ts';

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
  const { port } = smtp.server.address() as { port: number };
  return { seen, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((resolve) => smtp.close(resolve)) };
}

test('a server that is asked to stop sends the mails first that it has said it would send', async () => {
  const [store, mail] = [await startStore(), await slowMailServer(2_500)];
  const server = await ServerProcess.start({ MONGODB_URI: store.uri, SMTP_URL: mail.url });
  try {
    const { password: _none, ...input } = newcomer();
    await new Person(server.url, null, null).do('account.sign-up', input, randomUUID());
    await until(() => mail.seen.asked === 1, 'the mail server to be asked');
    await server.stop('SIGTERM');
    expect([server.exitCode, mail.seen.taken]).toEqual([0, 1]);
  } finally {
    await server.stop('SIGKILL');
    await mail.close();
    await store.close();
  }
}, 60_000);
