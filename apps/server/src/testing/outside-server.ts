import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface OutsideServer {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly url: string;
  /** What came: method, address, headers and body. */
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
}

/** Somebody else's server. */
export async function startOutsideServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => void response.end('ok'),
): Promise<OutsideServer> {
  const requests: OutsideServer['requests'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
