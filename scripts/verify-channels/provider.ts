import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutgoingRequest } from '../../packages/plugin-sdk/src/index.ts';
import type { ProviderAnswers, ScriptedOutcome } from '../../packages/plugin-testkit/src/index.ts';

type Answer = ProviderAnswers | 'interrupted' | 'hang';

/** The provider of a channel, on this machine: answers what the kit tells it. */
export interface Provider {
  readonly host: string;
  readonly origin: string;
  provide(...answers: readonly Answer[]): void;
  requests(): readonly OutgoingRequest[];
  /** What this answers is neither told nor counted; undefined: the request is an ordinary one. */
  divert(answer: (request: OutgoingRequest) => Promise<ScriptedOutcome> | undefined): void;
  stop(): Promise<void>;
}

export async function startProvider(): Promise<Provider> {
  let answers: Answer[] = [];
  let requests: OutgoingRequest[] = [];
  let divert: Parameters<Provider['divert']>[0] = () => undefined;
  const next = (): Answer | undefined => (answers.length > 1 ? answers.shift() : answers[0]);

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = readRequest(request, Buffer.concat(chunks));
    const diverted = divert(asked);
    if (diverted) return give(() => diverted, asked, response);
    requests.push(asked);
    const answer = next();
    if (answer === 'hang') return;
    if (answer === 'interrupted') return void request.socket.destroy();
    await give(answer ?? (() => ({ status: 503 })), asked, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `http://${host}`,
    provide: (...given) => {
      answers = [...given];
      requests = [];
    },
    requests: () => requests,
    divert: (answer) => {
      divert = answer;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const readRequest = ({ method = 'GET', url, headers }: IncomingMessage, body: Buffer): OutgoingRequest => ({
  url: `http://${headers.host}${url}`,
  method,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  body,
});

async function give(answers: ProviderAnswers, asked: OutgoingRequest, response: ServerResponse) {
  const outcome: ScriptedOutcome = await answers(asked);
  if (typeof outcome === 'string') return void response.destroy();
  const isJson = typeof outcome.body === 'object' && !(outcome.body instanceof Uint8Array);
  response.writeHead(outcome.status ?? 200, {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...outcome.headers,
  });
  response.end(isJson ? JSON.stringify(outcome.body) : (outcome.body as string | Uint8Array | undefined));
}
