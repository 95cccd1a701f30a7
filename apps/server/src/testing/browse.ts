import { applyVisitors, type OnlineVisitorList } from '@cskefu/client';
import type { BrowseFrame, ServerFrame } from '@cskefu/contract';
import type { TestDesk } from './test-desk.ts';
import { openRawSocket, type TestSocket } from './test-socket.ts';

export interface TestBrowser {
  readonly socket: TestSocket;
  readonly visitorId: string;
  readonly token: string;
  /** Turns to another page without loading the site anew. */
  turn(url: string, title?: string): void;
  leave(): Promise<void>;
}

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

/** Somebody looks at a page of a site. */
export async function browse(
  desk: Pick<TestDesk, 'port' | 'channelId'>,
  url = 'https://shop.example/',
  options: Partial<BrowseFrame> & { title?: string; referrer?: string; userAgent?: string; address?: string } = {},
): Promise<TestBrowser> {
  const { title = '首页', referrer = '', userAgent = CHROME, address, ...frame } = options;
  const socket = await openRawSocket(desk.port, {
    'user-agent': userAgent,
    ...(address ? { 'x-forwarded-for': address } : {}),
  });
  socket.send({ type: 'browse', channelId: desk.channelId, page: { url, title, referrer }, ...frame });
  const refused = socket.closed.then((code) => {
    throw new Error(`closed with ${code}`);
  });
  const { visitorId, token } = await Promise.race([socket.frame('browsing'), refused]);
  refused.catch(() => {});
  return {
    socket,
    visitorId,
    token,
    turn: (next, name = '') => socket.send({ type: 'page', page: { url: next, title: name } }),
    leave: () => socket.close(),
  };
}

type VisitorsFrame = Extract<ServerFrame, { type: 'visitors' }>;

/** The list as a screen has it after the frames that came. */
export function listOf(frames: readonly ServerFrame[]): OnlineVisitorList {
  const told = frames.filter((frame): frame is VisitorsFrame => frame.type === 'visitors');
  return told.reduce<OnlineVisitorList>(applyVisitors, { rows: [], total: 0, online: 0, talking: 0 });
}
