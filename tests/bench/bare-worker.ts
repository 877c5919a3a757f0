import { deserialize, serialize } from 'bson';
import { fdatasync, openSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { frames, type Ask } from './bare-frames.ts';

/**
 * What the embedded store is measured against: SQLite and nothing else that does the same. A worker, a socket, BSON in
 * and out, the document and three index rows, one transaction per turn of the loop, the log flushed before the answer.
 */
const { file, socketPath } = workerData as { file: string; socketPath: string };
const db = new DatabaseSync(file);
db.exec(`PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL;
  CREATE TABLE posts (r INTEGER PRIMARY KEY, v BLOB) STRICT;
  CREATE TABLE by_id (k BLOB PRIMARY KEY, r INTEGER) STRICT, WITHOUT ROWID;
  CREATE TABLE by_key (k BLOB PRIMARY KEY, r INTEGER) STRICT, WITHOUT ROWID;
  CREATE TABLE by_room (room INTEGER, at INTEGER, r INTEGER, PRIMARY KEY (room, at, r)) STRICT, WITHOUT ROWID;`);
const log = openSync(`${file}-wal`, 'r+');

const insert = {
  post: db.prepare('INSERT INTO posts (v) VALUES (?)'),
  id: db.prepare('INSERT INTO by_id VALUES (?, ?)'),
  key: db.prepare('INSERT INTO by_key VALUES (?, ?)'),
  room: db.prepare('INSERT INTO by_room VALUES (?, ?, ?)'),
};
const byKey = db.prepare('SELECT r, v FROM posts WHERE r = (SELECT r FROM by_key WHERE k = ?)');
const page = db.prepare(
  'SELECT v FROM by_room b JOIN posts p ON p.r = b.r WHERE b.room = ? ORDER BY b.at DESC LIMIT 20',
);
const replace = db.prepare('UPDATE posts SET v = ? WHERE r = ?');

let answers: (() => void)[] = [];
let open = false;

/** Everything written in one turn of the loop is one transaction and one flush. */
function commitSoon(): void {
  if (open) return;
  open = true;
  db.exec('BEGIN');
  setImmediate(() => {
    db.exec('COMMIT');
    open = false;
    const waiting = answers;
    answers = [];
    fdatasync(log, (error) => {
      if (error) throw error;
      for (const answer of waiting) answer();
    });
  });
}

function handle(ask: Ask, answer: (reply: object) => void): void {
  const key = Buffer.from(ask.key);
  if (ask.op === 'find') return answer({ found: byKey.get(key)?.v });
  if (ask.op === 'page') return answer({ found: page.all(ask.room).map(({ v }) => v) });
  commitSoon();
  if (ask.op === 'insert') {
    const { lastInsertRowid: row } = insert.post.run(ask.document);
    const { _id, room, at } = deserialize(ask.document);
    insert.id.run(Buffer.from(String(_id)), row);
    insert.key.run(key, row);
    insert.room.run(Number(room), Number(at), row);
  } else {
    const { r = null, v } = byKey.get(key) ?? {};
    if (!(v instanceof Uint8Array)) throw new Error(`there is no ${ask.key}`);
    const post = deserialize(v);
    post.likes = Number(post.likes) + 1;
    replace.run(serialize(post), r);
  }
  answers.push(() => answer({ ok: 1 }));
}

const server = createServer((socket: Socket) => {
  frames(socket, (bytes) => {
    // Only bare-client.ts asks.
    const ask = deserialize(bytes, { promoteBuffers: true }) as Ask;
    handle(ask, (reply) => socket.write(serialize(reply)));
  });
});
server.listen(socketPath, () => parentPort?.postMessage('up'));
