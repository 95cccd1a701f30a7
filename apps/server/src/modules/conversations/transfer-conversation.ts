import type { Conversation, TransferRecipient } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findTransferAgent, reserveCapacity } from '../agents/index.ts';
import { covers, findSkillGroupName } from '../organization/index.ts';
import { readSessionSettings } from '../session-settings/index.ts';
import { accessConversation } from './access-conversation.ts';
import { statesBefore } from './conversation.ts';
import { countActive, findConversation } from './conversations.store.ts';
import { nextInStream, streamEvent } from './stream-event.ts';
import { endOffer, offerTransfer } from './transfer-offers.ts';

export interface Transfer {
  readonly id: string;
  readonly to: { readonly agentId: string } | { readonly skillGroupId: number };
  readonly memo?: string | undefined;
}

type Recipient<K> = Extract<TransferRecipient, { kind: K }>;
type AgentRef = NonNullable<Conversation['agent']>;

/** A conversation that leaves the agent who serves it: by their own hand, or by that of a supervisor. */
interface Handover {
  readonly conversation: Conversation;
  readonly from: AgentRef;
  readonly by?: AgentRef;
  readonly memo: string | undefined;
}

/**
 * An agent hands over the conversation that they serve: to an agent, or to a skill group, where it waits since its beginning and is bound
 * to nobody. Where agents are asked first, the agent goes on serving it until the other accepts.
 * @throws {DomainError} not_found; conflict: somebody else serves it; capacity_reached; unavailable_target
 */
export async function transferConversation(
  ctx: UseCaseContext<AccountActor>,
  { id, to, memo }: Transfer,
): Promise<Conversation> {
  const conversation = await accessConversation(ctx, id);
  if (conversation.state !== 'active' || conversation.agent?.id !== ctx.actor.id)
    throw new DomainError('conflict', { detail: 'it is not served by you' });
  const handover = { conversation, from: conversation.agent, memo };
  if ('agentId' in to && (await asksFirst(ctx, conversation))) {
    const { id: agentId, name } = await accessAgent(ctx, handover, to.agentId);
    await offerTransfer(ctx, { ...handover, to: { id: agentId, name } });
  } else await handOver(ctx, handover, to);
  return (await findConversation(ctx.tx, id)) as Conversation;
}

const asksFirst = async (ctx: UseCaseContext<AccountActor>, { skillGroup }: Conversation) =>
  (await readSessionSettings(ctx.tx, skillGroup.id)).transferNeedsAcceptance;

/** Gives a conversation from one agent to another, or to a skill group; `by` whom, if not by the agent. */
export async function handOver(
  ctx: UseCaseContext<AccountActor>,
  handover: Handover,
  to: Transfer['to'],
): Promise<void> {
  if ('agentId' in to) await toAgent(ctx, handover, await accessAgent(ctx, handover, to.agentId), 'transferred');
  else await toSkillGroup(ctx, handover, await findSkillGroup(ctx, to.skillGroupId));
}

export async function toAgent(
  ctx: UseCaseContext<AccountActor>,
  handover: Handover,
  agent: Recipient<'agent'>,
  how: 'transferred' | 'taken_over',
): Promise<void> {
  const row = await claim(ctx, handover, 'transfer', { agent_id: agent.id, assigned_at: ctx.now });
  tell(ctx, row, handover, agent, handover.conversation.skillGroup);
  const { id, name } = agent;
  ctx.emit(streamEvent('conversation.assigned', row, { agent: { id, name }, by: how }));
}

async function toSkillGroup(
  ctx: UseCaseContext<AccountActor>,
  handover: Handover,
  group: Recipient<'skill_group'>,
): Promise<void> {
  const { createdAt } = handover.conversation;
  const row = await claim(ctx, handover, 'requeue', {
    state: 'waiting',
    skill_group_id: group.id,
    agent_id: null,
    assigned_at: null,
    waiting_since: new Date(createdAt),
  });
  tell(ctx, row, handover, group, { id: group.id, name: group.name });
  ctx.emit(streamEvent('conversation.waiting', row, { reason: 'transferred', since: createdAt }));
}

/** Two events: that it was handed over, and where it is now. */
async function claim(
  ctx: UseCaseContext<AccountActor>,
  { conversation, from }: Handover,
  transition: 'transfer' | 'requeue',
  change: {
    state?: 'waiting';
    skill_group_id?: number;
    agent_id: string | null;
    assigned_at: Date | null;
    waiting_since?: Date;
  },
) {
  await endOffer(ctx, conversation.id);
  const row = await ctx.tx
    .updateTable('conversations')
    .set({ ...change, snoozed_until: null, ...nextInStream(2) })
    .where('id', '=', conversation.id)
    .where('state', 'in', statesBefore(transition))
    .where('agent_id', '=', from.id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', { detail: 'it is served by somebody else by now' });
  return row;
}

function tell(
  ctx: UseCaseContext<AccountActor>,
  row: { id: string; last_seq: number; skill_group_id: number },
  { from, by, memo }: Handover,
  to: TransferRecipient,
  skillGroup: Conversation['skillGroup'],
): void {
  const first = { ...row, last_seq: row.last_seq - 1 };
  const told = { from, to, skillGroup, memo: memo || null, ...(by ? { by } : {}) };
  ctx.emit(streamEvent('conversation.transferred', first, told));
}

/** Whoever serves the skill group of the conversation, or lies in the reach of the one who hands it over. */
async function accessAgent(
  ctx: UseCaseContext<AccountActor>,
  { conversation: { skillGroup }, from }: Handover,
  agentId: string,
): Promise<Recipient<'agent'>> {
  if (agentId === from.id) throw new DomainError('conflict', { detail: 'it is served by them already' });
  const known = await findTransferAgent(ctx.tx, agentId);
  const inReach = known && (known.orgUnitId === skillGroup.id || covers(ctx.actor.orgUnit, known.path));
  if (!inReach) throw new DomainError('not_found', { detail: 'no such agent' });
  const capacity = await reserveCapacity(ctx.tx, agentId).catch(() => null);
  // Looked at under the lock: whoever goes offline at this moment gives back what they have only after it.
  const agent = await findTransferAgent(ctx.tx, agentId);
  if (capacity === null || !agent || agent.state === 'offline') throw new DomainError('unavailable_target');
  const load = (await countActive(ctx.tx, [agentId])).get(agentId) ?? 0;
  if (load >= capacity && !ctx.actor.permissions.has('queue:exceed')) throw new DomainError('capacity_reached');
  return { kind: 'agent', id: agentId, name: agent.name };
}

/** Any skill group of the desk: handing over leads out of one's own part of the tree, seeing does not. */
async function findSkillGroup(ctx: UseCaseContext<AccountActor>, id: number): Promise<Recipient<'skill_group'>> {
  const unit = await findSkillGroupName(ctx.tx, id);
  if (!unit) throw new DomainError('unavailable_target', { detail: 'no such skill group' });
  return { kind: 'skill_group', id, name: unit };
}
