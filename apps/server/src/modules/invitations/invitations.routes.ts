import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import type { OnlineVisitors } from '../online-visitors/index.ts';
import { acceptInvitation, refuseInvitation } from './answer-invitation.ts';
import { readInvitationSettings, updateInvitationSettings } from './invitation-settings.ts';
import { inviteVisitor } from './invite-visitor.ts';

export function registerInvitationRoutes(
  register: RegisterRoute,
  { run, online }: { run: RunUseCase; online: OnlineVisitors },
): void {
  const { invitations } = routes;
  const invite = inviteVisitor(online);
  const accept = acceptInvitation(online);

  register(invitations.invite, ({ actor, params, body }) => run(actor, invite, { ...body, id: params.id }));
  register(invitations.accept, ({ actor, params, request }) => run(actor, accept, { ...params, address: request.ip }), {
    rateLimit: { max: 20, timeWindow: '1 minute' },
  });
  register(invitations.refuse, ({ actor, params }) => run(actor, refuseInvitation, params), {
    rateLimit: { max: 20, timeWindow: '1 minute' },
  });
  register(invitations.settings, ({ actor, params }) => run.read(actor, readInvitationSettings, params));
  register(invitations.updateSettings, ({ actor, params, body }) =>
    run(actor, updateInvitationSettings, { ...body, id: params.id }),
  );
}
