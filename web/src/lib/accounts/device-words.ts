import * as m from '../paraglide/messages.js';
import { deviceNames } from './device-name.ts';

/** "Chrome on Android". */
export function deviceName(userAgent: string): string {
  const [browser, system] = deviceNames(userAgent);
  return browser && system ? m.browser_on_system({ browser, system }) : (browser ?? m.unknown_device());
}
