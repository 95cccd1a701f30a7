import type { IncomingMessage } from 'node:http';
import { type ClientFrame, CloseCode, HEARTBEAT_SECONDS, MAX_IN_FLIGHT, PROTOCOL_VERSION } from '@cskefu/contract';
import { type Connection, type ConnectionHandler, refuseFrame } from '../../platform/realtime/index.ts';
import { readFrame } from './frame-reader.ts';
import { type Credentials, credentialsOf, type Identified, type IdentifyDependencies, identify } from './identify.ts';
import { type AgentServiceDependencies, serveAgent } from './serve-agent.ts';
import { serveVisitor, type VisitorServiceDependencies } from './serve-visitor.ts';

export type GreetingDependencies = IdentifyDependencies &
  AgentServiceDependencies &
  VisitorServiceDependencies & {
    /** How often what accounts may see has changed, as far as this node knows. */
    readonly accessChanges: () => number;
  };

const HELLO_MS = 10_000;

/** A connection that has not said who it is: the first frame must, and soon. What comes while it is looked up waits. */
export function greet(
  dependencies: GreetingDependencies,
  connection: Connection,
  request: IncomingMessage,
): ConnectionHandler {
  const { metrics, log } = dependencies;
  // The request itself must not be kept: fifteen thousand of them would weigh more than their sockets.
  const credentials = credentialsOf(dependencies, request);
  const userAgent = request.headers['user-agent'] ?? '';
  let handler: ConnectionHandler | null = null;
  let early: string[] | null = null;
  const deadline = setTimeout(() => connection.close(CloseCode.Unauthenticated, 'no hello'), HELLO_MS);
  deadline.unref();

  async function enter(hello: Extract<ClientFrame, { type: 'hello' }>): Promise<void> {
    if (hello.protocol !== PROTOCOL_VERSION) {
      return connection.close(CloseCode.UnsupportedVersion, `this server speaks ${PROTOCOL_VERSION}`);
    }
    const who = await identifyNow(dependencies, credentials, hello);
    if (!who) return connection.close(CloseCode.Unauthenticated, 'the token or session is not valid');
    if (!connection.isOpen) return;
    const { kind, id, name } = who.identity;
    connection.send({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      you: { kind, id, name },
      heartbeatSeconds: HEARTBEAT_SECONDS,
      maxInFlight: MAX_IN_FLIGHT,
    });
    handler =
      'openConversationId' in who
        ? serveVisitor(dependencies, connection, who, hello.resume)
        : serveAgent(dependencies, connection, who.identity, hello.resume);
    for (const text of early ?? []) handler.onFrame(text);
    early = null;
  }

  function firstFrame(text: string): void {
    const read = readFrame(text);
    if (!read.ok) return refuseFrame(connection, read.code, read.detail, metrics, read.id);
    if (read.frame.type === 'browse') {
      clearTimeout(deadline);
      handler = dependencies.online.greet(connection, read.frame, userAgent);
      return;
    }
    if (read.frame.type !== 'hello')
      return refuseFrame(connection, 'malformed_frame', 'the first frame must be hello or browse', metrics);
    clearTimeout(deadline);
    early = [];
    enter(read.frame).catch((error: unknown) => {
      log.warn({ err: error }, 'a connection could not be greeted');
      connection.bye('draining', CloseCode.Draining, 1_000 + Math.floor(Math.random() * 2_000));
    });
  }

  return {
    onFrame: (text) => {
      if (handler) handler.onFrame(text);
      else if (!early) firstFrame(text);
      // A client in a hurry may send before it is welcomed; one that floods is cut off, and repeats what was not answered.
      else if (early.push(text) > 2 * MAX_IN_FLIGHT)
        connection.close(CloseCode.ProtocolError, 'too much before the welcome');
    },
    onClose: () => {
      clearTimeout(deadline);
      handler?.onClose();
    },
  };
}

/** Who says hello, as of now: whoever's rights change while they are looked up is not among the connections that hear of it. */
async function identifyNow(
  dependencies: GreetingDependencies,
  credentials: Credentials | null,
  hello: Extract<ClientFrame, { type: 'hello' }>,
): Promise<Identified | null> {
  for (;;) {
    const before = dependencies.accessChanges();
    const who = await identify(dependencies, credentials, hello);
    if (hello.token !== undefined || before === dependencies.accessChanges()) return who;
  }
}
