import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelId } from '@cskefu/contract';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { findChannel } from '../channels/index.ts';

const APPS = join(import.meta.dirname, '../../../..');
const CONSOLE = join(APPS, 'console/dist');
const WIDGET = join(APPS, 'widget/dist');

const CHAT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data: https: http:; connect-src 'self' ws: wss:; font-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'";
const consolePolicy = (baidu: boolean) =>
  [
    "default-src 'self'",
    `script-src 'self'${baidu ? ' https://hm.baidu.com' : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: http: https:",
    "connect-src 'self' ws: wss:",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');

const PAGE_MODULE = '/widget-page.js';

/** Names without a hash say for themselves how long they may be kept. */
const OWN_CACHING = { cacheControl: false };

/** Serves what browsers load: the console, the widget's loader, the chat, the test page. */
export async function registerPages(
  app: FastifyInstance,
  { config, db }: { config: Config; db: Database },
): Promise<void> {
  const immutable = {
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false as const,
    decorateReply: false,
  };
  if (existsSync(WIDGET)) {
    await app.register(fastifyStatic, {
      ...immutable,
      root: join(WIDGET, 'chat/chat-assets'),
      prefix: '/chat-assets/',
      decorateReply: true,
    });
  }
  if (existsSync(CONSOLE))
    await app.register(fastifyStatic, {
      ...immutable,
      root: join(CONSOLE, 'assets'),
      prefix: '/assets/',
      decorateReply: !existsSync(WIDGET),
    });

  registerWidgetPages(app, db);
  registerConsolePage(app, config);
}

function registerWidgetPages(app: FastifyInstance, db: Database): void {
  const hidden = { schema: { hide: true } };

  for (const name of ['widget.js', PAGE_MODULE.slice(1)])
    app.get(`/${name}`, hidden, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=300')
        .header('access-control-allow-origin', '*')
        .sendFile(name, WIDGET, OWN_CACHING),
    );

  app.get('/testclient.html', hidden, (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('testclient.html', WIDGET, OWN_CACHING),
  );

  app.get<{ Params: { id: string } }>('/widget-config/:id', hidden, async (request, reply) => {
    const channel = channelId.safeParse(request.params.id).success
      ? await findChannel(db, request.params.id)
      : undefined;
    reply.header('access-control-allow-origin', '*');
    if (!channel?.enabled) throw new DomainError('channel_unavailable');
    const { color, position, offsetX, offsetY, launcherText, title, avatarUrl, locale, trackVisitors } =
      channel.settings;
    reply.header('cache-control', 'public, max-age=60');
    return {
      color,
      position,
      offsetX,
      offsetY,
      launcherText,
      title,
      avatarUrl,
      locale,
      page: trackVisitors ? PAGE_MODULE : null,
    };
  });

  app.get<{ Params: { id: string } }>('/chat/:id', hidden, async (request, reply) => {
    const channel = channelId.safeParse(request.params.id).success
      ? await findChannel(db, request.params.id)
      : undefined;
    const origins = channel?.settings.allowedOrigins ?? [];
    const ancestors = origins.length === 0 ? '*' : `'self' ${origins.map(originOnly).join(' ')}`;
    reply
      .header('content-security-policy', `${CHAT_POLICY}; frame-ancestors ${ancestors}`)
      .header('cache-control', 'no-cache');
    return reply.sendFile('chat/index.html', WIDGET, OWN_CACHING);
  });
}

/** The console is one page; every address that is not something else belongs to it. */
function registerConsolePage(app: FastifyInstance, config: Config): void {
  const file = join(CONSOLE, 'index.html');
  const page = existsSync(file) ? withAnalytics(readFileSync(file, 'utf8'), config.TONGJI_BAIDU_SITEKEY) : null;
  const policy = consolePolicy(config.TONGJI_BAIDU_SITEKEY !== null);

  const sendPage = (reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .send(page);

  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const name = path.slice(1);
    if (/^[\w.-]+\.(svg|png|ico|txt|webmanifest|js|mp3|woff2)$/.test(name) && existsSync(join(CONSOLE, name))) {
      return reply.header('cache-control', 'public, max-age=3600').sendFile(name, CONSOLE, OWN_CACHING);
    }
    const isOther = /^\/(api|files|assets|chat-assets)(\/|$)/.test(path);
    // The page of a plugin has its id in the address: `publisher.name`.
    const isFile = /\.\w+$/.test(path) && !path.startsWith('/system/plugins/');
    if (page === null || isOther || isFile) throw new DomainError('not_found');
    return sendPage(reply);
  });
}

function withAnalytics(html: string, siteKey: string | null): string {
  if (siteKey === null) return html;
  return html.replace('</head>', `<script async src="https://hm.baidu.com/hm.js?${siteKey}"></script></head>`);
}

/** Only what a policy may hold: an origin, nothing that could end the directive. */
function originOnly(value: string): string {
  return URL.canParse(value) ? new URL(value).origin : '';
}
