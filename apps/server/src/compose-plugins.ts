import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { AppParts } from './app-parts.ts';
import { builtInCatalogs, builtInPlugins } from './built-in-plugins.ts';
import type { RegisterRoute, RunUseCase } from './modules/access/index.ts';
import {
  allowedHosts,
  createChannelKinds,
  createPluginChannelPresence,
  createPresentToPlugin,
  createSwitchFollower,
  registerChannelRoutes,
} from './modules/channels/index.ts';
import type { MessageWriter, ReadMark } from './modules/conversations/index.ts';
import type { FileLinkSigner } from './modules/files/index.ts';
import {
  createConnectors,
  createInboundMethods,
  createInboundWorker,
  createProfileAsker,
  noticeSilence,
  registerInboundRoutes,
  registerWebhooks,
} from './modules/inbound/index.ts';
import type { UnitTree } from './modules/organization/index.ts';
import {
  createDeliveryWorker,
  createRecaller,
  createTypingTeller,
  outsideLinks,
  registerOutboundRoutes,
} from './modules/outbound/index.ts';
import { createHooks } from './modules/plugin-hooks/index.ts';
import { createMediaKeeper, createMigrationMethods, createPluginServices } from './modules/plugin-services/index.ts';
import { createJobWorker, createObservers, registerPluginJobRoutes } from './modules/plugin-work/index.ts';
import {
  type CoreMethod,
  createPluginDoor,
  createPluginRuntime,
  registerPluginRoutes,
} from './modules/plugins/index.ts';
import type { SecretBox } from './platform/config/index.ts';
import type { Database } from './platform/database/index.ts';
import { createOpenOutside } from './platform/egress/index.ts';
import type { Announcements, Leadership } from './platform/events/index.ts';
import type { Metrics } from './platform/metrics/index.ts';

interface PluginDeskParts extends AppParts {
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly announcements: Announcements;
  readonly leadership: Leadership;
  readonly metrics: Metrics;
  readonly tree: UnitTree;
}

interface JoinParts {
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
  readonly links: FileLinkSigner;
  readonly maxFileBytes: number;
  readonly markRead: (mark: ReadMark) => Promise<void>;
}

const SILENCE_MS = 60_000;

/** Plugins within the desk. First what is asked of them, which the desk is made with; once it stands, they join its work. */
export const composePlugins = (parts: PluginDeskParts) => {
  const { config, db, secrets, announcements, metrics, log, tree } = parts;
  /** What plugins may ask of the core; filled when there is a desk to ask. */
  const coreMethods: Record<string, CoreMethod> = {};
  const plugins = createPluginRuntime({
    builtIn: parts.builtInPlugins ?? builtInPlugins,
    builtInCatalogs,
    serve: createPluginDoor(coreMethods, (id) => plugins.grantsOf(id)),
    migrationMethods: (tx) => createMigrationMethods(tx, (id, line) => plugins.writeLog(id, line)),
    db,
    secrets,
    dataFolder: parts.dataFolder,
    pluginUser: config.CSKEFU_PLUGIN_USER,
    broadcast: parts.broadcast,
    listen: announcements.listen,
    metrics,
    log,
    safeMode: config.CSKEFU_PLUGINS === 'off',
  });

  /** What they may ask, the channels they bring, and what they do by themselves. */
  const joinDesk = ({ run, writer, links, maxFileBytes, markRead }: JoinParts) => {
    const privateHosts = config.CSKEFU_PLUGIN_PRIVATE_HOSTS;
    const publicUrl = config.PUBLIC_URL ?? `http://localhost:${config.CC_WEB_PORT}`;
    const node = `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
    const outside = {
      openOutside: createOpenOutside({ privateHosts }),
      privateHosts,
      allowedHosts: (pluginId: string, allow: readonly string[]) => allowedHosts(db, pluginId, allow),
      db,
      running: () => plugins.running(),
      storage: parts.storage,
      links,
      maxFileBytes,
      temporaryFolder: join(parts.dataFolder, 'uploads'),
      publicUrl,
      metrics,
    };
    const kinds = createChannelKinds(plugins);
    const present = createPresentToPlugin(secrets, publicUrl);
    const sending = { db, run, announcements, kinds, present, log, links: outsideLinks(links, publicUrl), markRead };
    const deliveries = createDeliveryWorker(sending);
    const keepMedia = createMediaKeeper(outside);
    const onNewcomer = createProfileAsker({ db, run, kinds, present, log });
    const reading = { db, run, writer, announcements, kinds, present, keepMedia, markRead, onNewcomer };
    const inbound = createInboundWorker({ ...reading, log, node });
    const connectors = createConnectors({ db, kinds, present, log, node });
    Object.assign(
      coreMethods,
      createPluginServices({ ...outside, writer, secrets, writeLog: plugins.writeLog }),
      createInboundMethods({ db, onStored: inbound.wake }),
    );
    const presence = createPluginChannelPresence(db);
    const wakeDeliveries = () => presence.isAny() && deliveries.wake();
    writer.onWritten(wakeDeliveries);
    announcements.listen((events) => events.some(({ type }) => type === 'message.created') && wakeDeliveries());
    const observers = createObservers({
      connection: parts.connection,
      leadership: parts.leadership,
      plugins,
      log,
      metrics,
    });
    writer.onWritten(observers.wakeForMessages);
    const jobs = createJobWorker({ db, plugins, log, metrics });
    let silence: NodeJS.Timeout | undefined;

    return {
      consumers: [createRecaller(sending), createSwitchFollower({ db, kinds, present })],
      tellTyping: createTypingTeller({ db, kinds, present, log, isAny: presence.isAny }),
      observers,
      registerRoutes: (register: RegisterRoute, http: FastifyInstance) => {
        registerChannelRoutes(register, { run, secrets, kinds, present });
        registerOutboundRoutes(register, { run, kinds, onResend: deliveries.wake });
        registerInboundRoutes(register, { run, kinds, onReplay: inbound.wake });
        registerWebhooks(http, { db, kinds, present, secrets, log, onStored: inbound.wake });
        registerPluginRoutes(register, {
          db,
          run,
          secrets,
          runtime: plugins,
          files: plugins.files,
          builtIn: plugins.builtIn,
          safeMode: config.CSKEFU_PLUGINS === 'off',
          registry: config.CSKEFU_PLUGIN_REGISTRY,
          holdHours: config.CSKEFU_PLUGIN_HOLD_HOURS,
        });
        registerPluginJobRoutes(register, { run });
      },
      start: async () => {
        observers.start();
        jobs.start();
        await presence.start();
        deliveries.start();
        inbound.start();
        connectors.start();
        silence = setInterval(() => {
          void noticeSilence(db, run).catch((error: unknown) => log.warn({ err: error }, 'silent channels'));
        }, SILENCE_MS);
      },
      /** What still has to be written is written before the desk closes its doors. */
      stopChannels: async () => {
        clearInterval(silence);
        presence.stop();
        await Promise.all([connectors.stop(), inbound.stop(), deliveries.stop()]);
      },
      stopWork: () => Promise.all([observers.stop(), jobs.stop()]),
    };
  };

  return { plugins, hooks: createHooks({ plugins, units: tree, metrics, log }), join: joinDesk };
};
