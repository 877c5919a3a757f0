import type { Page } from 'playwright-core';
import { openActs } from './browser.ts';

/** Removes what somebody else wrote, with or without scripts: from the post's menu to where why is asked for, in English. */
export async function removeOn(page: Page, no: number): Promise<void> {
  await openActs(page.locator(`#post-${no}`));
  await page.locator(`#acts-${no}`).getByRole('button', { name: 'Remove…' }).click();
  await page.locator('[data-acts]').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.locator('form[action="?/undo"]').waitFor();
}
