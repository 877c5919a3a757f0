import type mongoose from 'mongoose';

type Client = mongoose.mongo.MongoClient;

/**
 * Calls `stuck` once when one of the client's monitors waits longer than `ms` for the end of a heartbeat it began.
 *
 * A monitor ends every heartbeat, well or ill, within its timeouts, and then begins the next. The driver's (7.8 and 7.9)
 * does not when it writes to a socket that is destroyed already and has not said so yet, which happens when a server
 * goes away with many connections at once: it waits for a `drain` that never comes (`Connection.writeCommand`), and the
 * server stays unknown to it for good. The test beside this meets it in about one of ten clients.
 *
 * @returns what ends the watch.
 */
export function watchHeartbeats(client: Client, ms: number, stuck: () => void): () => void {
  const waits = new Map<string, NodeJS.Timeout>();
  const forget = (server: string) => {
    clearTimeout(waits.get(server));
    waits.delete(server);
  };
  const ended = ({ connectionId }: { connectionId: string }) => forget(connectionId);
  // Of a server that is no longer looked at no end is told.
  const closed = ({ address }: { address: string }) => forget(address);
  const begun = ({ connectionId }: { connectionId: string }) => {
    forget(connectionId);
    waits.set(connectionId, setTimeout(onStuck, ms).unref());
  };
  const end = () => {
    client.off('serverHeartbeatStarted', begun);
    client.off('serverClosed', closed);
    for (const name of ENDS) client.off(name, ended);
    for (const wait of waits.values()) clearTimeout(wait);
    waits.clear();
  };
  const onStuck = () => {
    end();
    stuck();
  };
  client.on('serverHeartbeatStarted', begun);
  client.on('serverClosed', closed);
  for (const name of ENDS) client.on(name, ended);
  return end;
}

const ENDS = ['serverHeartbeatSucceeded', 'serverHeartbeatFailed'] as const;
