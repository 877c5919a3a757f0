import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';

const paths = 'import-x/no-restricted-paths';
const imports = '@typescript-eslint/no-restricted-imports';
/** What is imported where it may not be, and the rule that says so. */
const forbidden: readonly (readonly [what: string, file: string, imported: string, rule: string])[] = [
  ['a transport that imports a collection', 'server/src/live/open.ts', '../streams/model.ts', paths],
  ['a transport that imports a feature’s store', 'server/src/http/api.ts', '../features/threads/store.ts', paths],
  ['a transport that imports a tally’s collection', 'server/src/live/open.ts', '../streams/tally-model.ts', paths],
  ['a transport with a store of sessions', 'server/src/http/api.ts', '../features/accounts/session-store.ts', paths],
  ['a service that queries its welcome', 'server/src/features/accounts/welcome.ts', './welcome-model.ts', imports],
  ['a store in another’s welcome', 'server/src/features/boards/store.ts', '../accounts/welcome-model.ts', imports],
  ['state that imports a command', 'shared/src/threads/state.ts', './commands.ts', paths],
  ['policy that imports a query', 'shared/src/threads/policy.ts', './queries.ts', paths],
  ['the kernel that imports a feature', 'shared/src/kernel/access.ts', '../threads/entity.ts', paths],
  ['the contract importing the server', 'shared/src/kernel/errors.ts', '../../../server/src/services.ts', paths],
  ['the contract importing a package', 'shared/src/kernel/errors.ts', 'express', 'no-restricted-imports'],
  ['the web importing the server', 'web/src/lib/live/follower.ts', '@hearth/server/services', paths],
  ['the server importing a page', 'server/src/app.ts', '../../web/src/lib/live/follower.ts', paths],
  ['a driver that knows a feature', 'server/src/platform/clock.ts', '../features/threads/store.ts', paths],
  ['an erasure that knows a feature', 'server/src/features/privacy/erase.ts', '../threads/store.ts', paths],
  ['an export that knows an account', 'server/src/features/privacy/export.ts', '../accounts/store.ts', paths],
  ['the app inside the store', 'server/src/app.ts', './embedded/wire/frames.ts', paths],
  ['a driver inside the store', 'server/src/platform/mongo.ts', '../embedded/worker.ts', paths],
  ['the store importing the app', 'server/src/embedded/index.ts', '../config.ts', paths],
  ['the store importing the contract', 'server/src/embedded/index.ts', '@hearth/shared/kernel/ids', paths],
  ['a service that queries a collection', 'server/src/features/threads/service.ts', './model.ts', imports],
  ['a store in another’s collection', 'server/src/features/threads/store.ts', '../boards/model.ts', imports],
  ['the core that knows a feature', 'server/src/request/context.ts', '../features/threads/access.ts', paths],
  ['a feature that knows another’s insides', 'server/src/features/boards/rows.ts', '../threads/store.ts', imports],
  ['a generic part that knows a feature', 'web/src/lib/ui/undo.svelte.ts', '../threads/live-thread.svelte.ts', paths],
  ['the live layer that knows a feature', 'web/src/lib/live/live-view.svelte.ts', '../threads/thread-view.ts', paths],
  ['sending that knows a feature', 'web/src/lib/api/sender.ts', '../rooms/room-view.ts', paths],
  ['sentences that know a feature', 'web/src/lib/text/errors.ts', '../rooms/sentences.ts', paths],
  ['the frame that knows a feature', 'web/src/lib/frame/navigation.ts', '../boards/board-view.ts', paths],
  ['the live layer in a feature’s contract', 'web/src/lib/live/follower.ts', '@hearth/shared/rooms/state', paths],
  ['a generic part that knows the frame', 'web/src/lib/text/errors.ts', '../frame/navigation.ts', paths],
  ['a schema in the browser’s code', 'web/src/lib/live/follower.ts', '@hearth/shared/threads/entity', imports],
];

/** A rule that never fires holds nothing: every one of ours is broken here once, in a file that exists. */
describe('lint stops', () => {
  const root = join(import.meta.dirname, '../..');
  const eslint = new ESLint({ cwd: root });

  const complaintsAbout = async (file: string, source: string): Promise<string[]> => {
    const [result] = await eslint.lintText(source, { filePath: join(root, file) });
    return result?.messages.map(({ ruleId }) => ruleId ?? 'unreadable') ?? [];
  };

  test.each(forbidden)('%s', async (_what, file, imported, rule) => {
    const source = `import * as imported from '${imported}';\nexport const used = imported;\n`;
    expect(await complaintsAbout(file, source)).toContain(rule);
  });

  test.each([
    ['default exports', 'server/src/services.ts', 'export default 1;', 'import-x/no-default-export'],
    ['any', 'server/src/services.ts', 'export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
    ['guessable numbers', 'server/src/services.ts', 'export const a = Math.random();', 'no-restricted-properties'],
    ['skipped tests', 'shared/src/boards/state.test.ts', 'test.skip("a", () => {});', 'no-restricted-properties'],
    ['floating promises', 'server/src/services.ts', 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
    ['long files', 'server/src/services.ts', 'export const a = 1;\n'.repeat(301), 'max-lines'],
    ['long functions', 'server/src/services.ts', `export function a() {${'\n'.repeat(61)}}`, 'max-lines-per-function'],
  ])('%s', async (_what, file, source, rule) => {
    expect(await complaintsAbout(file, source)).toContain(rule);
  });

  test('nothing in the usual', async () => {
    const source = "import type { Services } from '../../services.ts';\nexport type Used = Services;\n";
    expect(await complaintsAbout('server/src/features/threads/service.ts', source)).toEqual([]);
  });
});
