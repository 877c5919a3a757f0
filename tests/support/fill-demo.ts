import { filledDemo } from './demo.ts';

/** Jest's `globalSetup` of the browser project. */
export default async function fillDemo(): Promise<void> {
  await filledDemo();
}
