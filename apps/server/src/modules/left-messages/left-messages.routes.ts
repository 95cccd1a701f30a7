import { routes } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type RegisterRoute, type RunUseCase, SYSTEM } from '../access/index.ts';
import { accessOpenChannel, type MessageWriter, type VisitorSessionDependencies } from '../conversations/index.ts';
import { findServiceState } from '../session-settings/index.ts';
import type { ChatLinks } from './chat-links.ts';
import { correctAddress } from './correct-address.ts';
import { type IsHuman, leaveMessage } from './leave-message.ts';
import { getLeftMessage, listLeftMessages } from './list-left-messages.ts';
import { resumeChat } from './resume-chat.ts';

export interface LeftMessagesDependencies extends VisitorSessionDependencies {
  readonly run: RunUseCase;
  readonly writer: Pick<MessageWriter, 'gate'>;
  readonly chatLinks: ChatLinks;
  /** From one network address. */
  readonly leftMessagesPerHour: number;
  /** Asked before a message is left; absent: everybody is. */
  readonly isHuman?: IsHuman;
}

export function registerLeftMessageRoutes(register: RegisterRoute, dependencies: LeftMessagesDependencies): void {
  const { run, isHuman } = dependencies;
  const { leftMessages } = routes;

  register(
    leftMessages.leave,
    async ({ actor, body, request }) => {
      if (isHuman && !(await isHuman(body.captcha, request.ip))) throw new DomainError('not_human');
      return leaveMessage(dependencies, actor, body);
    },
    { rateLimit: { max: dependencies.leftMessagesPerHour, timeWindow: '1 hour' } },
  );
  register(
    leftMessages.reception,
    ({ actor }) =>
      run.read(
        actor,
        async (ctx) => {
          const channel = await accessOpenChannel(ctx, ctx.actor.channelId);
          return { reception: await findServiceState(ctx.tx, channel.skillGroup.id, ctx.now) };
        },
        undefined,
      ),
    { rateLimit: { max: 120, timeWindow: '1 minute' } },
  );
  register(leftMessages.resume, ({ body }) => run.read(SYSTEM, resumeChat(dependencies), body), {
    rateLimit: { max: 30, timeWindow: '1 minute' },
  });
  register(leftMessages.list, ({ actor, query }) => run.read(actor, listLeftMessages, query));
  register(leftMessages.get, ({ actor, params }) => run.read(actor, getLeftMessage, params));
  register(leftMessages.correct, ({ actor, params, body }) => run(actor, correctAddress, { ...body, id: params.id }));
}
