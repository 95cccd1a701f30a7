import { connect, createServer, type Socket } from 'node:net';
import { inject } from 'vitest';
import type { ConnectionOptions } from '../platform/database/index.ts';

export interface SilentLine {
  /** The way to this database over the line. */
  to(database: string): ConnectionOptions;
  /** From now on nothing gets through in either direction, and nothing is closed: neither side hears that the other is gone. */
  fallSilent(options?: { readonly forNewOnesToo: boolean }): void;
  /** The connections that were made over it so far. */
  readonly made: () => number;
  close(): void;
}

/** A line to the PostgreSQL of this test run. */
export async function openSilentLine(): Promise<SilentLine> {
  const { host, user } = inject('postgres');
  const sockets: Socket[] = [];
  let silent = new Set<Socket>();
  let made = 0;
  let isDead = false;

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: `${host}/.s.PGSQL.5432`, allowHalfOpen: true });
    made += 1;
    sockets.push(near, far);
    if (isDead) silent.add(near).add(far);
    join(near, far);
    join(far, near);
  });

  function join(from: Socket, to: Socket): void {
    from.on('error', () => {});
    from.on('data', (chunk) => silent.has(from) || to.write(chunk));
    from.on('end', () => silent.has(from) || to.end());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    to: (database) => ({ connectionString: `postgres://${user}@127.0.0.1:${port}/${database}` }),
    made: () => made,
    fallSilent: ({ forNewOnesToo } = { forNewOnesToo: false }) => {
      silent = new Set(sockets);
      isDead = forNewOnesToo;
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
