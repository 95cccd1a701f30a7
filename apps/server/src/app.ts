import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { AppParts } from './app-parts.ts';
import { composePlugins } from './compose-plugins.ts';
import { composeSignIn } from './compose-sign-in.ts';
import { followSignOuts } from './follow-sign-outs.ts';
import { keepHouse } from './keep-house.ts';
import {
  createRouteRegistrar,
  createUseCaseRunner,
  createVisitorTokens,
  isOwnOrigin,
  SYSTEM,
  type SystemActor,
  type UseCaseContext,
} from './modules/access/index.ts';
import { registerAccountRoutes } from './modules/accounts/index.ts';
import { createFiguresKeeper, registerAgentFiguresRoutes } from './modules/agent-figures/index.ts';
import { PRESENCE_TIMES, registerAgentRoutes, watchConnectedAgents } from './modules/agents/index.ts';
import { registerAuditRoutes } from './modules/audit/index.ts';
import { refuseBlocked, registerBlockRoutes } from './modules/blocks/index.ts';
import { recognizeVisitor, registerContactRoutes } from './modules/contacts/index.ts';
import {
  accessConversation,
  accessConversations,
  closeBlocked,
  createGate,
  createMessageWriter,
  expireOffer,
  registerConversationRoutes,
  SNOOZE_TASK,
  TRANSFER_OFFER_TASK,
  turnIntoLeftMessage,
  wakeSnoozed,
} from './modules/conversations/index.ts';
import { demoThings } from './modules/demo/index.ts';
import { registerExplainAccessRoutes } from './modules/explain-access/index.ts';
import { createFileLinkSigner, registerFileRoutes } from './modules/files/index.ts';
import { registerHeldMessageRoutes } from './modules/held-messages/index.ts';
import { createExporter, createMessageIndexer, registerHistoryRoutes } from './modules/history/index.ts';
import {
  type Auth,
  confirmPassword,
  createAccount,
  registerIdentityRoutes,
  resetTwoFactor,
  singleSignOnOf,
} from './modules/identity/index.ts';
import { createInvitations, registerInvitationRoutes } from './modules/invitations/index.ts';
import {
  ANSWER,
  createAnswerNotice,
  createChatLinks,
  MAIL_ANSWERS,
  mailAnswers,
  registerLeftMessageRoutes,
  tellOfSettlement,
} from './modules/left-messages/index.ts';
import { registerMarkedMessageRoutes } from './modules/marked-messages/index.ts';
import { createOnlineVisitors, registerOnlineVisitorRoutes } from './modules/online-visitors/index.ts';
import { registerOrgUnitRoutes } from './modules/org-units/index.ts';
import { createUnitTree, findUnitWithin } from './modules/organization/index.ts';
import { registerPages } from './modules/pages/index.ts';
import { registerPluginHttp } from './modules/plugin-work/index.ts';
import { createAdmitVisitor, registerPreChatRoutes } from './modules/pre-chat/index.ts';
import { registerPresenceLogRoutes } from './modules/presence-log/index.ts';
import { registerQueueRoutes } from './modules/queue/index.ts';
import { registerQuickReplyRoutes } from './modules/quick-replies/index.ts';
import { createGateway } from './modules/realtime/index.ts';
import { grantRoleNamed, registerRoleRoutes } from './modules/roles/index.ts';
import {
  createAssignmentGate,
  createRouter,
  registerRoutingRoutes,
  registerSimulationRoutes,
} from './modules/routing/index.ts';
import { registerRoutingSettingsRoutes } from './modules/routing-settings/index.ts';
import { registerSatisfactionSettingsRoutes } from './modules/satisfaction-settings/index.ts';
import { registerScheduledMessageRoutes, sendScheduledMessage } from './modules/scheduled-messages/index.ts';
import { createSessionFlow } from './modules/session-flow/index.ts';
import { findServiceState, registerSessionSettingsRoutes } from './modules/session-settings/index.ts';
import { registerSetupRoutes } from './modules/setup/index.ts';
import { createWallFeed, registerSupervisionRoutes } from './modules/supervision/index.ts';
import { registerApiReference, registerSystemRoutes } from './modules/system/index.ts';
import { registerTagRoutes } from './modules/tags/index.ts';
import { registerWrapUpRoutes } from './modules/wrap-up/index.ts';
import { createSecretBox, type SecretBox } from './platform/config/index.ts';
import { type DueHandlers, type DueWorker, startDueWorker } from './platform/due/index.ts';
import { createAnnouncements, createLeadership, type DurableConsumer, startConsumer } from './platform/events/index.ts';
import { addressOf, createHttpServer, listenOn } from './platform/http/index.ts';
import { createMailer, createMailOutbox } from './platform/mail/index.ts';
import { createMetrics, type Metrics } from './platform/metrics/index.ts';

export type { AppParts } from './app-parts.ts';

export interface App {
  readonly http: FastifyInstance;
  readonly auth: Auth;
  readonly secrets: SecretBox;
  readonly metrics: Metrics;
  /** Binds the ports and begins to work; resolves with the port of the pages. */
  listen(port: number, host: string): Promise<number>;
  /** Drains: no new work, running commits finish, clients are told to reconnect, then everything is closed. */
  close(): Promise<void>;
}

const SWEEP_MS = 30_000;
const HOUSEKEEPING_MS = 60 * 60 * 1_000;
/** Clients that lose this node come back over this time, not all at once. */
const RECONNECT_SPREAD_MS = 2_000;

/** The composition root: everything that exists, and what it is given. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, connection, keys, log, broadcast, storage } = parts;
  const { db } = connection;
  const metrics = createMetrics();
  const announcements = createAnnouncements(log);
  const leadership = createLeadership(connection);
  const secrets = createSecretBox(keys.derive('secrets at rest'));
  const visitorTokens = createVisitorTokens(keys.derive('visitor tokens'));
  const links = createFileLinkSigner(keys.derive('file links'));
  const run = createUseCaseRunner({ db, announcements, log });
  const maxFileBytes = Math.floor(config.MAX_FILE_MB * 1024 * 1024);

  const { auth, authenticator, ...signIn } = composeSignIn({ config, keys, db, visitorTokens });

  const tree = await createUnitTree(db);
  const pluginDesk = composePlugins({ ...parts, db, secrets, announcements, leadership, metrics, tree });
  const { plugins, hooks } = pluginDesk;
  const gate = createGate({ db, run, hooks });
  const writer = createMessageWriter({ connection, metrics, log, maxBatch: config.MESSAGE_BATCH_MAX, gate });
  const router = createRouter({ db, run, gate: createAssignmentGate({ run, hooks }), metrics, log });
  announcements.listen(router.onCommitted);
  const connectedAgents = watchConnectedAgents({ db, run, log }, parts.presenceTimes ?? PRESENCE_TIMES);
  const online = createOnlineVisitors({ db, tree, broadcast, announcements, visitorTokens, metrics, log });
  const invitations = createInvitations({
    db,
    run,
    online,
    announcements,
    isOpen: async (skillGroupId) => (await findServiceState(db, skillGroupId, new Date())) !== 'off_hours',
    log,
  });
  const walls = createWallFeed({ db, log });
  const gateway = createGateway({
    db,
    tree,
    walls,
    run,
    writer,
    announcements,
    broadcast,
    authenticator,
    connectedAgents,
    online,
    readSessionToken: signIn.readSessionToken,
    isOwnOrigin: (origin, host) => isOwnOrigin(origin, host, config.PUBLIC_URL),
    addressOf: (request) => addressOf(request, config.TRUST_PROXY),
    visitorMessagesPerMinute: config.VISITOR_MESSAGES_PER_MINUTE,
    onAgentTyping: (conversationId) => traffic.tellTyping(conversationId),
    metrics,
    log,
  });

  const traffic = pluginDesk.join({ run, writer, links, maxFileBytes, markRead: gateway.markRead });
  const exporter = createExporter({ db, storage, temporaryFolder: join(parts.dataFolder, 'uploads') });
  const sessionFlow = createSessionFlow({
    db,
    run,
    toLeftMessage: (ctx, id) => turnIntoLeftMessage(ctx, id, 'overflow'),
  });
  const mailer = createMailer(config);
  const chatLinks = createChatLinks(keys.derive('chat links'));
  const outbox = createMailOutbox({
    db,
    mailer,
    log,
    settle: (mail, to, record) =>
      run(
        SYSTEM,
        async (ctx) => {
          if ((await record(ctx.tx, ctx.now)) && mail.about === ANSWER) await tellOfSettlement(ctx, { mail, to });
        },
        undefined,
      ),
  });
  /** What happens at a time, by kind. */
  const dueHandlers: DueHandlers<UseCaseContext<SystemActor>> = {
    [SNOOZE_TASK]: wakeSnoozed,
    [TRANSFER_OFFER_TASK]: expireOffer,
    'scheduled-message': sendScheduledMessage({ db, writer }),
    [MAIL_ANSWERS]: mailAnswers({ mailer, chatLinks, publicUrl: config.PUBLIC_URL ?? null }),
    ...invitations.dueHandlers,
    ...sessionFlow.dueHandlers,
  };
  const consumers = [
    router.consumer,
    createMessageIndexer(db),
    createFiguresKeeper(db),
    exporter.consumer,
    sessionFlow.consumer,
    createAnswerNotice(db, config.LEFT_MESSAGE_GRACE_SECONDS * 1_000),
    ...traffic.consumers,
  ];
  const http = await createHttpServer({
    log,
    metrics,
    trustProxy: config.TRUST_PROXY,
    version: parts.version,
    maxFileBytes,
  });
  const register = createRouteRegistrar(http, authenticator, config.PUBLIC_URL, (reach, id) =>
    findUnitWithin(db, reach, id),
  );
  registerIdentityRoutes(register, {
    auth,
    db,
    run,
    log,
    storage,
    secrets,
    deviceCookies: { key: keys.derive('known devices'), secure: signIn.secureCookies },
    recoveryCodeKey: keys.derive('recovery codes'),
    publicUrl: config.PUBLIC_URL,
    singleSignOn: singleSignOnOf(config),
    createPerson: async (tx, person) => {
      const id = await createAccount(tx, auth, { ...person, password: null });
      if (person.role !== null) await grantRoleNamed(tx, id, person.role);
      return id;
    },
    keepPassword: config.CSKEFU_DEMO,
    readSessionToken: signIn.readSessionToken,
    onSignedOut: followSignOuts({
      broadcast,
      disconnect: gateway.disconnect,
      signedOut: connectedAgents.signedOut,
    }),
  });
  registerOrgUnitRoutes(register, { run });
  registerRoleRoutes(register, { run });
  registerAccountRoutes(register, {
    db,
    run,
    auth,
    confirmPassword: (actor, password, cookie) =>
      confirmPassword({ auth, db, readSessionToken: signIn.readSessionToken }, actor, { password, cookie }),
    resetTwoFactor,
  });
  registerAgentRoutes(register, { db, run, readSessionToken: signIn.readSessionToken });
  traffic.registerRoutes(register, http);
  registerConversationRoutes(register, {
    db,
    run,
    writer,
    secrets,
    visitorTokens,
    maxFileBytes,
    visitorMessagesPerMinute: config.VISITOR_MESSAGES_PER_MINUTE,
    onIdentified: recognizeVisitor,
  });
  registerLeftMessageRoutes(register, {
    run,
    writer,
    visitorTokens,
    maxFileBytes,
    chatLinks,
    leftMessagesPerHour: config.LEFT_MESSAGES_PER_HOUR,
  });
  registerTagRoutes(register, { run });
  registerBlockRoutes(register, { run, accessConversation, closeOpen: closeBlocked });
  registerPreChatRoutes(register, { run, admit: createAdmitVisitor(plugins, log), accessConversation });
  registerContactRoutes(register, { run });
  registerWrapUpRoutes(register, { run });
  registerHistoryRoutes(register, { db, run, storage, linkKey: keys.derive('export links') });
  registerFileRoutes(register, {
    db,
    storage,
    links,
    temporaryFolder: join(parts.dataFolder, 'uploads'),
    visibleConversations: async (actor, ids) =>
      new Set((await accessConversations(db, actor, ids)).map((conversation) => conversation.id)),
    refuseBlocked: (visitor) => run.read(visitor, refuseBlocked, visitor.id),
    beforeStore: gate.beforeStore,
  });
  registerRoutingSettingsRoutes(register, { run });
  registerSatisfactionSettingsRoutes(register, { run });
  registerSessionSettingsRoutes(register, { run });
  registerRoutingRoutes(register, { run });
  registerPresenceLogRoutes(register, { db, run });
  registerSupervisionRoutes(register, { db, run, writer });
  registerQueueRoutes(register, { run });
  registerSimulationRoutes(register, { db });
  registerOnlineVisitorRoutes(register, { run, online });
  registerInvitationRoutes(register, { run, online });
  registerQuickReplyRoutes(register, { run });
  registerAgentFiguresRoutes(register, { db, run });
  registerMarkedMessageRoutes(register, { run });
  registerHeldMessageRoutes(register, { db, run, writer, plugins });
  registerScheduledMessageRoutes(register, { db, run, writer });
  registerAuditRoutes(register, { db, run });
  registerSetupRoutes(register, { run, first: demoThings });
  registerExplainAccessRoutes(register, { run, keepPassword: config.CSKEFU_DEMO });
  let running: DurableConsumer[] = [];
  let due: DueWorker | undefined;
  let draining = false;
  registerSystemRoutes(http, register, {
    config,
    version: parts.version,
    db,
    run,
    mailer,
    metrics,
    consumers: () => [...consumers, ...traffic.observers.definitions()],
    readiness: {
      server: async () => (draining ? 'stopping' : null),
      database: async () => {
        await connection.pool.query('select 1');
        return null;
      },
      nodes: async () => (broadcast.isConnected() ? null : 'NATS cannot be reached'),
    },
  });
  registerApiReference(http);
  await registerPluginHttp(http, { db, plugins, authenticator, publicUrl: config.PUBLIC_URL, log });
  await registerPages(http, { config, db });

  const timers: NodeJS.Timeout[] = [];
  let socketPort: Server | undefined;
  const complain = (what: string) => (error: unknown) => log.warn({ err: error }, what);

  return {
    http,
    auth,
    secrets,
    metrics,
    listen: async (port, host) => {
      await tree.refresh();
      await plugins.start();
      gateway.sockets.attach(http.server);
      await http.listen({ port, host });
      if (config.CC_SOCKET_PORT !== undefined && config.CC_SOCKET_PORT !== port) {
        socketPort = createServer((_request, response) => response.writeHead(426).end());
        gateway.sockets.attach(socketPort);
        await listenOn(socketPort, config.CC_SOCKET_PORT, host);
      }
      running = consumers.map((consumer) => startConsumer(consumer, { connection, leadership, log, metrics }));
      announcements.listen(() => {
        for (const consumer of running) consumer.wake();
        traffic.observers.wake();
      });
      due = startDueWorker({ db, log, metrics, handlers: dueHandlers, run: (work) => run(SYSTEM, work, undefined) });
      announcements.listen(due.wake);
      outbox.start();
      await traffic.start();
      await router.start();
      timers.push(setInterval(() => void router.sweep().catch(complain('sweep')), SWEEP_MS));
      timers.push(setInterval(() => void keepHouse({ db, storage, config, log }), HOUSEKEEPING_MS));
      const address = http.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    close: async () => {
      draining = true;
      for (const timer of timers) clearInterval(timer);
      connectedAgents.stop();
      await due?.stop();
      await outbox.stop();
      await traffic.stopChannels();
      gateway.stop();
      invitations.stop();
      walls.stop();
      await writer.close();
      await gateway.sockets.drain(RECONNECT_SPREAD_MS);
      await online.stop();
      socketPort?.close();
      await http.close();
      exporter.stop();
      await traffic.stopWork();
      await plugins.stop();
      await Promise.all(running.map((consumer) => consumer.stop()));
      await leadership.close();
      await router.settle();
      await broadcast.close();
    },
  };
}
