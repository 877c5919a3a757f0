import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { portOf } from './parts.ts';

/** What a line does to what it carries. */
interface Weather {
  /** Milliseconds every piece waits, each way. */
  readonly delayMs: number;
  /** Bytes a second, each way; Infinity for as fast as it goes. */
  readonly bytesPerSecond: number;
}

/** What a filter does with the wish for a WebSocket: says no, breaks the line, never answers, or keeps what comes over it. */
export type Filter = 'refuses' | 'resets' | 'swallows' | 'mutes';

const WISH = /\r\nupgrade: websocket\r\n/i;
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

const FAIR: Weather = { delayMs: 0, bytesPerSecond: Infinity };
/** Pieces a narrow line sends a second. */
const SLICES = 20;

/**
 * Stands between a client and a server, the store or Redis, and does what tunnels, sleeping phones and bad cables do:
 * cuts, delays, narrows, falls silent, resets after some bytes, or lets no WebSocket through.
 */
export class Proxy {
  /** The address to use instead, in the same scheme. */
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: URL;
  #isCut = false;
  #weather = FAIR;
  #silence: { readonly over: Promise<void>; readonly end: () => void } | null = null;
  #bytesLeft = Infinity;
  #filter: Filter | null = null;
  /** Wishes for a WebSocket since the filter stands. */
  wishes = 0;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
    this.url = addressOf(target, portOf(server));
    server.on('connection', (client) => this.#join(client));
  }

  /** `url` may be http, redis, or mongodb with a host or a socket path. */
  static async before(url: string): Promise<Proxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(server, new URL(url));
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Every connection ends at once, and no new one comes about. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends whatever was wrong. */
  mend(): void {
    this.#isCut = false;
    this.#weather = FAIR;
    this.#bytesLeft = Infinity;
    this.#filter = null;
    this.#silence?.end();
    this.#silence = null;
  }

  slow(weather: Partial<Weather>): void {
    this.#weather = { ...FAIR, ...weather };
  }

  /** Every new wish for a WebSocket ends so; all else gets through. */
  filter(filter: Filter): void {
    this.#filter = filter;
    this.wishes = 0;
  }

  /** Half-open: connections stay, or even come about, and nothing flows; nobody is told. */
  fallSilent(): void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#silence = { over: promise, end: () => resolve(undefined) };
  }

  /** After so many more bytes from the clients, the connection that carried the last one is reset, once. */
  resetAfter(bytes: number): void {
    this.#bytesLeft = bytes;
  }

  /** From now on connections lead to another server; those that stand are ended. */
  leadTo(url: string): void {
    this.#target = new URL(url);
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.mend();
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    if (this.#isCut) return void client.destroy();
    const { hostname, port } = this.#target;
    const path = decodeURIComponent(hostname);
    const upstream = path.startsWith('/') ? connect(path) : connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (this.#filter && WISH.test(bytes.toString('latin1'))) this.#meet(this.#filter, bytes, client, upstream);
      else void this.#carry(this.#cropped(bytes, client), client, upstream);
    });
    upstream.on('data', (bytes) => void this.#carry(bytes, upstream, client));
  }

  #meet(filter: Filter, wish: Buffer, client: Socket, upstream: Socket): void {
    this.wishes += 1;
    if (filter === 'refuses') client.end(FORBIDDEN);
    else if (filter === 'resets') client.resetAndDestroy();
    else if (filter === 'mutes') {
      upstream.removeAllListeners('data').once('data', (answer: Buffer) => {
        client.write(answer.subarray(0, answer.indexOf('\r\n\r\n') + 4));
        upstream.resume();
      });
      upstream.write(wish);
    }
  }

  /** What of it still gets through before a reset. */
  #cropped(bytes: Buffer, client: Socket): Buffer {
    if (bytes.length < this.#bytesLeft) {
      this.#bytesLeft -= bytes.length;
      return bytes;
    }
    const last = bytes.subarray(0, this.#bytesLeft);
    this.#bytesLeft = Infinity;
    setTimeout(() => client.resetAndDestroy(), 1);
    return last;
  }

  async #carry(bytes: Buffer, from: Socket, to: Socket): Promise<void> {
    from.pause();
    if (this.#weather.delayMs > 0) await passed(this.#weather.delayMs);
    for (let at = 0; at < bytes.length && !to.destroyed;) {
      while (this.#silence) await this.#silence.over;
      const { bytesPerSecond } = this.#weather;
      const slice = bytes.subarray(at, at + Math.max(1, Math.ceil(bytesPerSecond / SLICES)));
      at += slice.length;
      if (!to.write(slice)) await Promise.race([once(to, 'drain'), once(to, 'close')]).catch(() => {});
      if (bytesPerSecond < Infinity) await passed(1_000 / SLICES);
    }
    from.resume();
  }
}

function addressOf({ protocol, search }: URL, port: number): string {
  return `${protocol}//127.0.0.1:${port}${search ? `/${search}` : ''}`;
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
