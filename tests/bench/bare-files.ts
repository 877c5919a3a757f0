import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { portOf } from '../support/parts.ts';

/** The floor of the bench of files: Node's own server and its stream of one file, in ranges, and nothing else. */
const { BENCH_FILE = '' } = process.env;
const { size } = statSync(BENCH_FILE);

const server = createServer((request, response) => {
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const [start, end] = [Number(first), last ? Math.min(Number(last), size - 1) : size - 1];
  response.writeHead(206, { 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${size}` });
  createReadStream(BENCH_FILE, { start, end }).pipe(response);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`  Hearth is open:  http://127.0.0.1:${portOf(server)}\n`);
});
