import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { newcomer } from '../support/joining.ts';
import { Person } from '../support/person.ts';
import { runAdmin, ServerProcess, startStore } from '../support/processes.ts';
import { freePort } from '../support/redis.ts';
import { until } from '../support/watching.ts';

/** A mail server that never answers the first who asks it. */
async function mailServer({ port, isFirstLost }: { port: number; isFirstLost: boolean }) {
  const seen = { asked: 0, taken: 0 };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      seen.asked += 1;
      if (!isFirstLost || seen.asked > 1) done();
    },
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        seen.taken += 1;
        done();
      });
    },
  });
  // Whoever is killed hangs up.
  smtp.on('error', () => {});
  await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve));
  return { seen, close: () => new Promise<void>((resolve) => smtp.close(resolve)) };
}

async function signUp(server: ServerProcess): Promise<void> {
  const { password: _none, ...input } = newcomer();
  await new Person(server.url, null, null).do('account.sign-up', input, randomUUID());
}

test('a mail that a server was sending when it was killed is sent once, by another one', async () => {
  const port = await freePort();
  const [store, mail] = [await startStore(), await mailServer({ port, isFirstLost: true })];
  const env = { MONGODB_URI: store.uri, SMTP_URL: `smtp://127.0.0.1:${port}` };
  const servers = [await ServerProcess.start(env), await ServerProcess.start(env)] as const;
  try {
    await signUp(servers[0]);
    await until(() => mail.seen.asked === 1, 'the mail server to be asked');
    await servers[0].stop('SIGKILL');
    await until(() => mail.seen.taken === 1, 'the mail to be sent', 40_000);
    // Long enough for a third who would take it over.
    await servers[0].start();
    await signUp(servers[0]);
    await until(() => mail.seen.taken === 2, 'another mail to be sent', 20_000);
    expect(mail.seen).toEqual({ asked: 3, taken: 2 });
  } finally {
    for (const server of servers) await server.stop('SIGKILL');
    await mail.close();
    await store.close();
  }
}, 120_000);

test('a mail that was promised while the mail server was away outlives that and the server that promised it', async () => {
  const port = await freePort();
  const store = await startStore();
  const server = await ServerProcess.start({ MONGODB_URI: store.uri, SMTP_URL: `smtp://127.0.0.1:${port}` });
  let mail: Awaited<ReturnType<typeof mailServer>> | null = null;
  try {
    await signUp(server);
    await until(() => server.printed.includes('a job failed and is tried again'), 'the first try to fail');
    expect(server.printed).not.toContain('@example.org');
    await server.stop('SIGKILL');
    mail = await mailServer({ port, isFirstLost: false });
    await server.start();
    await until(() => mail?.seen.taken === 1, 'the mail to be sent', 40_000);
    await expect(runAdmin(['jobs', 'retry', 'no/such'], { MONGODB_URI: store.uri })).rejects.toThrow('no dead letter');
    await runAdmin(['jobs', 'dead'], { MONGODB_URI: store.uri });
  } finally {
    await server.stop('SIGKILL');
    await mail?.close();
    await store.close();
  }
}, 120_000);
