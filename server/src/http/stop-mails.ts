import { randomUUID } from 'node:crypto';
import { statusOf } from '@hearth/shared/kernel/errors';
import { STOP_MAILS_PATH } from '@hearth/shared/notifications/address';
import { stopMails } from '@hearth/shared/notifications/commands';
import type { Router } from 'express';
import { runCommand } from '../commands.ts';
import type { Services } from '../services.ts';
import { callOf } from './call.ts';

/**
 * The way in for mail programs: a form without a cookie that says no more than that its reader has pressed their button
 * (RFC 8058). What it says is not read, and it is not sent on. Who opens the address in a browser gets the page for people.
 */
export function addStopMails(router: Router, services: Services): void {
  const path = STOP_MAILS_PATH.replace('/api', '');
  router.post(path, async (request, response) => {
    const call = await callOf(services, request, response);
    const input = { token: request.query['token'], stop: true };
    const result = call.ok ? await runCommand(call.value, stopMails.name, randomUUID(), input) : call;
    response.sendStatus(result.ok ? 200 : statusOf[result.error.code]);
  });
  router.get(path, (request, response) => {
    const token = new URLSearchParams({ token: String(request.query['token'] ?? '') });
    response.redirect(303, `/bell/stop?${token}`);
  });
}
