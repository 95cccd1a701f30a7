import { type BrowseFrame, type ClientFrame, CloseCode, clientFrame } from '@cskefu/contract';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import { type Connection, type ConnectionHandler, refuseFrame } from '../../platform/realtime/index.ts';
import type { Browsers, CurrentVisit } from './browsers.ts';

/** Pages that one connection may report in a minute; what comes faster is not looked at by anybody. */
const PAGES_PER_MINUTE = 60;

type PageFrame = Extract<ClientFrame, { type: 'page' }>;

/** The connection of a browser that looks at pages. It says which; it is told of invitations. */
export function greetBrowser(
  { browsers, metrics, log }: { browsers: Browsers; metrics: Metrics; log: Logger },
  connection: Connection,
  frame: BrowseFrame,
  userAgent: string,
): ConnectionHandler {
  let visit: CurrentVisit | null = null;
  let early: PageFrame | null = null;
  let minute = 0;
  let pages = 0;
  metrics.connections.inc({ kind: 'browser' });
  browsers.enter(connection, frame, userAgent).then(
    (entered) => {
      visit = entered;
      if (entered && !connection.isOpen) browsers.leave(entered, connection);
      else if (entered && early) browsers.look(entered, early.page);
    },
    (error: unknown) => {
      log.warn({ err: error }, 'a browser could not be greeted');
      connection.bye('draining', CloseCode.Draining, 2_000 + Math.floor(Math.random() * 8_000));
    },
  );

  function turn(page: PageFrame): void {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, pages] = [now, 0];
    pages += 1;
    if (pages > PAGES_PER_MINUTE) return;
    if (visit) browsers.look(visit, page.page);
    else early = page;
  }

  return {
    onFrame: (text) => {
      const read = readFrame(text);
      if (read?.type === 'page') turn(read);
      else if (read?.type === 'ping') connection.send({ type: 'pong' });
      else if (read?.type !== 'pong') refuseFrame(connection, 'malformed_frame', 'browsers report pages', metrics);
    },
    onClose: () => {
      metrics.connections.dec({ kind: 'browser' });
      if (visit) browsers.leave(visit, connection);
    },
  };
}

function readFrame(text: string): ClientFrame | null {
  try {
    return clientFrame.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
