import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A server on a port of its own until the test ends. What `answer` gives becomes the body; a number the status. */
export const listen = async (answer: (heard: Heard) => unknown): Promise<{ url: string; heard: Heard[] }> => {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(await request.toArray()) };
    heard.push(one);
    const given = answer(one);
    if (typeof given === 'number') response.writeHead(given).end();
    else response.end(JSON.stringify(given));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, heard };
};
