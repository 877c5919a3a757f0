import { expect, test } from '@jest/globals';
import { useFolder } from './support/use-folder.ts';
import { crash } from './support/crash.ts';
import { tear } from './support/torn.ts';

const folder = useFolder();

test('ten kills under twelve writers lose nothing that was acknowledged', async () => {
  const report = await crash({ folder: folder('crash'), kills: 10 });
  expect(report).toMatchObject({ kills: 10, lost: 0, ghosts: 0, miscounted: 0, disagreements: 0 });
  expect(report.acknowledged).toBeGreaterThan(100);
}, 120_000);

test('F17: fifteen torn logs open as a beginning of what was written, and can be written on', async () => {
  const report = await tear(folder('torn'), 15);
  expect(report).toMatchObject({ variants: 15, wrong: [] });
}, 120_000);
