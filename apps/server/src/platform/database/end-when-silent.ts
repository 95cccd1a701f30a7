import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Ends a connection that says nothing for so long while it is asked, or after it took leave: the other side is gone without a word, and `pg`
 * would wait for ever. Whoever asks hears that the connection is lost. (`query_timeout` of `pg` ends the question only, and leaves the
 * connection to the next one.)
 */
export function endWhenSilent(client: pg.Client, afterMs: number): void {
  const socket = client.connection.stream as Socket;
  socket.setTimeout(afterMs);
  socket.on('timeout', () => {
    if (isAsked(client)) socket.destroy(silence(afterMs));
    else if (socket.writableEnded) socket.destroy();
  });
}

/** What `pg` knows of itself, and its types do not tell. */
const isAsked = (client: pg.Client) => (client as { readyForQuery?: boolean }).readyForQuery === false;

const silence = (ms: number) =>
  Object.assign(new Error(`The database has not answered for ${ms} ms.`), { code: 'ETIMEDOUT' });
