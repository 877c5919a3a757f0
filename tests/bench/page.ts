import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { openBrowser } from '../support/browser.ts';
import type { Person } from '../support/person.ts';
import { join, makeBoard, settingsOf, startThread } from './bench-app.ts';
import { median, rate, round } from './measure.ts';
import { Pinned } from './pinned.ts';
import { portOf } from '../support/parts.ts';

const MS = 4_000;
const VISITS = 7;

interface Opening {
  /** First contentful paint and load event, in milliseconds from the start of navigation; medians. */
  readonly paintMs: number;
  readonly loadMs: number;
  readonly requests: number;
  /** On the wire, headers included. */
  readonly bytes: number;
  readonly scriptBytes: number;
}

type Pace = 'ours' | 'bare' | 'oneAtATime' | 'member' | 'author' | 'anew';

interface PageBench {
  /** Pages a second against a bare Node server that sends the same page as it is, eight at a time. */
  readonly ratio: number;
  /** The same for members. */
  readonly memberRatio: number;
  /**
   * `member`: by eight members in turn who wrote nothing of it; `author`: by whoever wrote all of it, again and again;
   * `anew`: by a member, of another address each time, so that nothing is shared.
   */
  readonly pagesPerSecond: Readonly<Record<Pace, number>>;
  readonly htmlBytes: number;
  /** By somebody who was never here, headless Chromium. */
  readonly opening: Opening;
  readonly lost: number;
}

const CLIENTS = 8;

/** A thread of fifty posts, read by strangers and by members. */
export async function benchPage(): Promise<PageBench> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'hearth-bench-'));
  await makeBoard(settingsOf(folder));
  const server = await Pinned.start('server/src/main.ts', settingsOf(folder));
  try {
    const person = await join(server.url);
    const address = `${server.url}/t/${await startThread(person, 50)}`;
    const html = await (await fetch(address)).text();
    const bare = createServer((_request, response) => void response.end(html)).listen(0, '127.0.0.1');
    await once(bare, 'listening');
    const bareAddress = `http://127.0.0.1:${portOf(bare)}/`;
    let lost = 0;
    const load = async (url: string, headers: Record<string, string> = {}) => {
      const response = await fetch(url, { headers });
      const text = await response.text();
      if (response.status !== 200 || !text.includes('</html>')) lost += 1;
    };
    await rate(CLIENTS, MS / 2, () => load(address));
    const oneAtATime = await rate(1, MS, () => load(address));
    const ours = await rate(CLIENTS, MS, () => load(address));
    // As a browser asks that goes from page to page here: what members get is packed for those alone.
    const as = ({ cookie }: Person) => ({ cookie: cookie ?? '', 'sec-fetch-site': 'same-origin' });
    const members = await Promise.all(Array.from({ length: CLIENTS }, () => join(server.url)));
    let turn = 0;
    const next = () => as(members[turn++ % CLIENTS] ?? person);
    const byMembers = () => load(address, next());
    await rate(CLIENTS, MS / 4, byMembers);
    const member = await rate(CLIENTS, MS, byMembers);
    const author = await rate(CLIENTS, MS, () => load(address, as(person)));
    const anew = await rate(CLIENTS, MS, () => load(`${address}?${turn}`, next()));
    const floor = await rate(CLIENTS, MS, () => load(bareAddress));
    bare.close();
    return {
      ratio: round(ours / floor),
      memberRatio: round(member / floor),
      pagesPerSecond: {
        ...{ ours: round(ours), bare: round(floor), oneAtATime: round(oneAtATime) },
        ...{ member: round(member), author: round(author), anew: round(anew) },
      },
      htmlBytes: Buffer.byteLength(html),
      opening: await openIn(address),
      lost,
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openIn(address: string): Promise<Opening> {
  const browser = await openBrowser();
  const [paints, loads]: [number[], number[]] = [[], []];
  let [requests, bytes, scriptBytes] = [0, 0, 0];
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    [requests, bytes, scriptBytes] = [0, 0, 0];
    const scripts = new Set<string>();
    session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      requests += 1;
      bytes += encodedDataLength;
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    const [paint, load] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
      Number(performance.getEntriesByType('navigation')[0]?.toJSON().loadEventEnd),
    ]);
    paints.push(paint ?? NaN);
    loads.push(load ?? NaN);
    await context.close();
  }
  await browser.close();
  return { paintMs: Math.round(median(paints)), loadMs: Math.round(median(loads)), requests, bytes, scriptBytes };
}
