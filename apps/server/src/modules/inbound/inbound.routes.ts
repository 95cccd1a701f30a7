import { routes } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RegisterRoute, RunUseCase, UseCaseContext } from '../access/index.ts';
import { accessChannel, type ChannelKinds } from '../channels/index.ts';
import { listNotices, readStatus } from './channel-status.ts';
import { presentWhole } from './present-whole.ts';
import { findRequest, listRequests, presentRequest, replayRequests, type StoredRequest } from './requests.store.ts';

export interface InboundRouteParts {
  readonly run: RunUseCase;
  readonly kinds: ChannelKinds;
  readonly onReplay: (channelId: string) => void;
}

export function registerInboundRoutes(register: RegisterRoute, { run, kinds, onReplay }: InboundRouteParts): void {
  register(routes.inbound.list, ({ actor, params, query }) =>
    run.read(
      actor,
      async (ctx, { state, cursor, limit }) => {
        await accessChannel(ctx, params.id);
        const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : undefined;
        const found = await listRequests(ctx.tx, params.id, state, before, limit + 1);
        const items = found.slice(0, limit);
        return {
          items: items.map(presentRequest),
          nextCursor: found.length > limit ? (items.at(-1)?.position ?? null) : null,
        };
      },
      query,
    ),
  );

  register(routes.inbound.get, ({ actor, params }) =>
    run.read(actor, async (ctx, target) => presentWhole(await accessRequest(ctx, target)), params),
  );

  register(routes.inbound.replay, async ({ actor, params }) => {
    const request = await run(
      actor,
      async (ctx, target) => {
        const { id } = await accessRequest(ctx, target);
        if ((await replayRequests(ctx.tx, target.id, id)) === 0)
          throw new DomainError('conflict', { detail: 'it is still being read' });
        ctx.emit({ type: 'channel.replayed', payload: { channelId: target.id, requestId: id } });
        return presentRequest((await findRequest(ctx.tx, id)) as StoredRequest);
      },
      params,
    );
    onReplay(params.id);
    return request;
  });

  register(routes.inbound.replayFailed, async ({ actor, params }) => {
    const replayed = await run(
      actor,
      async (ctx, { id }) => {
        await accessChannel(ctx, id);
        const count = await replayRequests(ctx.tx, id, undefined);
        if (count > 0) ctx.emit({ type: 'channel.replayed', payload: { channelId: id, count } });
        return count;
      },
      params,
    );
    onReplay(params.id);
    return { replayed };
  });

  register(routes.channels.status, ({ actor, params }) => run.read(actor, readStatus(kinds), params));

  register(routes.channels.notices, ({ actor }) => run.read(actor, listNotices(kinds), undefined));
}

/** @throws {DomainError} not_found */
async function accessRequest(
  ctx: UseCaseContext<AccountActor>,
  { id, requestId }: { id: string; requestId: string },
): Promise<StoredRequest> {
  await accessChannel(ctx, id);
  const request = await findRequest(ctx.tx, requestId);
  if (request?.channelId !== id) throw new DomainError('not_found');
  return request;
}
