import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { AccountActor, RegisterRoute, RunUseCase } from '../access/index.ts';
import {
  accessConversation,
  closeServed,
  type MessageWriter,
  sendAndWait,
  takeOverConversation,
  transferServed,
  watchConversation,
} from '../conversations/index.ts';
import { acknowledgeAlarm } from './acknowledge-alarm.ts';
import { listWatched } from './list-watched.ts';
import { presentWall, wallWithin } from './present-wall.ts';
import { getSupervisionSettings, listAwayReasons, updateSupervisionSettings } from './update-supervision-settings.ts';
import { readWall } from './wall.store.ts';

export interface SupervisionDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
}

export function registerSupervisionRoutes(register: RegisterRoute, dependencies: SupervisionDependencies): void {
  const { db, run, writer } = dependencies;
  const { supervision } = routes;

  register(
    supervision.wall,
    async ({ actor }) => {
      const now = new Date();
      const { state } = await readWall(db);
      return wallWithin(presentWall(state, now), actor.scope.id, now);
    },
    { rateLimit: { max: 120, timeWindow: '1 minute' } },
  );
  register(supervision.conversations, ({ actor, query }) => run.read(actor, listWatched, query));
  register(supervision.watch, ({ actor, params }) => run(actor, watchConversation, params));

  /** One door for both: what a supervisor writes is a note, so a whisper, or speaks to the visitor. */
  const say =
    (kind: 'note' | 'text') =>
    async ({
      actor,
      params,
      body,
    }: {
      actor: AccountActor;
      params: { id: string };
      body: { id: string; text: string };
    }) => {
      await run.read(actor, (ctx, { id }) => accessConversation(ctx, id), params);
      const author = { kind: 'supervisor', id: actor.id, name: actor.name } as const;
      const draft = { kind, text: body.text };
      const stored = await sendAndWait(dependencies, { id: body.id, conversationId: params.id, author, draft });
      return { ...stored, at: stored.at.toISOString() };
    };
  register(supervision.whisper, say('note'));
  register(supervision.intervene, say('text'));

  register(supervision.takeOver, ({ actor, params, body }) =>
    run(actor, takeOverConversation, { ...body, id: params.id }),
  );
  register(supervision.transfer, ({ actor, params, body }) => run(actor, transferServed, { ...body, id: params.id }));
  register(supervision.close, async ({ actor, params, body }) => {
    await writer.gate?.beforeClose(actor, params.id);
    return run(actor, closeServed, { ...body, id: params.id });
  });
  register(supervision.acknowledge, ({ actor, params }) => run(actor, acknowledgeAlarm, params));

  register(supervision.settings, ({ actor, params }) => run.read(actor, getSupervisionSettings, params));
  register(supervision.updateSettings, ({ actor, params, body }) =>
    run(actor, updateSupervisionSettings, { ...body, ...params }),
  );
  register(supervision.awayReasons, ({ actor }) => run.read(actor, listAwayReasons, undefined));
}
