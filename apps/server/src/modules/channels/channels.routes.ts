import { routes } from '@cskefu/contract';
import type { RegisterRoute } from '../access/index.ts';
import { accessChannel } from './access-channel.ts';
import { type AskingParts, askChannel } from './ask-channel.ts';
import { type ConfigParts, generateSecret, readConfig, saveConfig } from './channel-config.ts';
import { listChannels, presentChannel } from './channels.store.ts';
import { createChannel } from './create-channel.ts';
import { updateChannel } from './update-channel.ts';

export function registerChannelRoutes(
  register: RegisterRoute,
  { run, secrets, kinds, present }: AskingParts & ConfigParts,
): void {
  register(routes.channels.list, ({ actor, query }) =>
    run.read(
      actor,
      async (ctx, { search, cursor, limit }) => {
        const found = await listChannels(ctx.tx, ctx.actor.scope, { search, after: cursor, limit: limit + 1 });
        const items = found.slice(0, limit);
        return {
          items: items.map(presentChannel),
          nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null,
        };
      },
      query,
    ),
  );

  register(routes.channels.get, ({ actor, params }) =>
    run.read(actor, async (ctx, { id }) => presentChannel(await accessChannel(ctx, id)), params),
  );

  register(routes.channels.create, ({ actor, body }) => run(actor, createChannel({ secrets, kinds }), body));

  register(routes.channels.kinds, async () => ({
    items: kinds.list().filter(({ transport }) => transport !== 'live'),
  }));

  register(routes.channels.config, ({ actor, params }) => run.read(actor, readConfig({ secrets, kinds }), params));

  register(routes.channels.saveConfig, ({ actor, params, body }) =>
    run(actor, saveConfig({ secrets, kinds }), { ...body, ...params }),
  );

  register(routes.channels.generateSecret, ({ actor, params, body }) =>
    run(actor, generateSecret({ secrets, kinds }), { ...body, ...params }),
  );

  register(routes.channels.test, ({ actor, params }) =>
    askChannel({ run, kinds, present }, actor, { ...params, act: 'health' }),
  );

  register(routes.channels.provision, ({ actor, params }) =>
    askChannel({ run, kinds, present }, actor, { ...params, act: 'provision' }),
  );

  register(routes.channels.deprovision, ({ actor, params }) =>
    askChannel({ run, kinds, present }, actor, { ...params, act: 'deprovision' }),
  );

  register(routes.channels.update, ({ actor, params, body }) =>
    run(actor, updateChannel(kinds), { ...body, id: params.id }),
  );

  register(routes.channels.identitySecret, ({ actor, params }) =>
    run(
      actor,
      async (ctx, { id }) => {
        const channel = await accessChannel(ctx, id);
        ctx.emit({
          type: 'channel.identity_secret_shown',
          orgUnitId: channel.orgUnitId,
          payload: { channelId: id },
        });
        return { secret: secrets.open(channel.identitySecret) };
      },
      params,
    ),
  );
}
