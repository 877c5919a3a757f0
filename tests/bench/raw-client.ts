import { WebSocket } from 'ws';

/** Socket.IO over a bare WebSocket: so light that a thousand of them do not become what is measured. */
export class RawClient {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #next = 0;
  /** Called with every `event` frame, unread. */
  onEvent: (frame: string) => void = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#receive(data.toString()));
  }

  /** Resolves when Socket.IO has let it in. */
  static async open(url: string, cookie: string | null): Promise<RawClient> {
    const headers = { origin: url, ...(cookie ? { cookie } : {}) };
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { headers, perMessageDeflate: false });
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('closed')));
      client.#answers.set(-1, () => resolve());
    });
    return client;
  }

  /** Sends a message and gives the acknowledgement's first part. */
  ask(...parts: readonly unknown[]): Promise<unknown> {
    const id = this.#next++;
    this.#socket.send(`42${id}${JSON.stringify(parts)}`);
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.close();
  }

  #receive(frame: string): void {
    if (frame.startsWith('42["event"')) this.onEvent(frame);
    else if (frame.startsWith('0')) this.#socket.send('40');
    else if (frame === '2') this.#socket.send('3');
    else if (frame.startsWith('40')) this.#answers.get(-1)?.(null);
    else if (frame.startsWith('43')) this.#acknowledge(frame);
  }

  #acknowledge(frame: string): void {
    const [, digits = '', rest = '[]'] = /^43(\d+)(.*)$/s.exec(frame) ?? [];
    const id = Number(digits);
    this.#answers.get(id)?.(JSON.parse(rest)[0]);
    this.#answers.delete(id);
  }
}
