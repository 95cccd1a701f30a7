import type { InvitationRule, InvitationState } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { DueHandlers } from '../../platform/due/index.ts';
import type { Announcements } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { RunUseCase, SystemActor, UseCaseContext } from '../access/index.ts';
import { findPresentAgents } from '../agents/index.ts';
import type { OnlineVisitors } from '../online-visitors/index.ts';
import { expireInvitation } from './answer-invitation.ts';
import { EXPIRY } from './invitation.ts';
import { findSettings } from './invitations.store.ts';
import { watchRules } from './rule-watch.ts';

export interface InvitationsDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly online: OnlineVisitors;
  readonly announcements: Announcements;
  readonly isOpen: (skillGroupId: number) => Promise<boolean>;
  readonly log: Logger;
}

export interface Invitations {
  readonly dueHandlers: DueHandlers<UseCaseContext<SystemActor>>;
  stop(): void;
}

/** Another node may have changed the rules without our hearing of it. */
const FRESH_MS = 15_000;

interface Told {
  readonly invitationId: string;
  readonly visitorId: string;
  readonly channelId: string;
  readonly agentId: string | null;
  readonly text?: string;
}

/** What happens by itself: invitations are shown and taken away, run out, and are sent by rule. */
export function createInvitations({
  db,
  run,
  online,
  announcements,
  isOpen,
  log,
}: InvitationsDependencies): Invitations {
  const rules = keptFor(FRESH_MS, async (channelId: string): Promise<readonly InvitationRule[]> => {
    return (await findSettings(db, channelId)).rules;
  });
  const ready = keptFor(1_000, (skillGroupId: number) => isSomebodyReady(db, skillGroupId));
  const watch = watchRules({ run, online, rulesOf: rules.of, isOpen, isSomebodyReady: ready.of, log });

  async function show({ invitationId, visitorId, agentId, text = '' }: Told): Promise<void> {
    const agent = agentId
      ? await db.selectFrom('accounts').select('name').where('id', '=', agentId).executeTakeFirst()
      : undefined;
    online.show(visitorId, { id: invitationId, text, agent: agent ?? null });
  }

  announcements.listen((events) => {
    for (const { type, payload, at } of events) {
      if (type === 'invitation_settings.updated') rules.forget((payload as { channelId: string }).channelId);
      const state = stateAfter(type);
      if (!state) continue;
      const told = payload as unknown as Told;
      online.setInvitation(told.visitorId, { state, at: at.toISOString() });
      if (state === 'sent')
        show(told).catch((error: unknown) => log.warn({ err: error }, 'an invitation was not shown'));
      else online.show(told.visitorId, null);
    }
  });

  return { dueHandlers: { [EXPIRY]: expireInvitation }, stop: () => watch.stop() };
}

function stateAfter(type: string): InvitationState | null {
  switch (type) {
    case 'invitation.sent':
      return 'sent';
    case 'invitation.accepted':
      return 'accepted';
    case 'invitation.refused':
      return 'refused';
    case 'invitation.expired':
      return 'expired';
    default:
      return null;
  }
}

/** Whether an agent of the group is ready and has room for one more. */
async function isSomebodyReady(db: Database, skillGroupId: number): Promise<boolean> {
  const ready = (await findPresentAgents(db, skillGroupId, [])).filter(({ state }) => state === 'ready');
  if (ready.length === 0) return false;
  const loads = await db
    .selectFrom('conversations')
    .select((query) => ['agent_id', query.fn.countAll<string>().as('load')])
    .where('state', '=', 'active')
    .where(
      'agent_id',
      'in',
      ready.map(({ id }) => id),
    )
    .groupBy('agent_id')
    .execute();
  const loadOf = new Map(loads.map(({ agent_id, load }) => [agent_id, Number(load)]));
  return ready.some(({ id, capacity }) => (loadOf.get(id) ?? 0) < capacity);
}

/** Many visitors ask the same within a moment. */
function keptFor<K, V>(ms: number, read: (key: K) => Promise<V>) {
  const kept = new Map<K, { readonly at: number; readonly value: Promise<V> }>();
  return {
    of: (key: K): Promise<V> => {
      const known = kept.get(key);
      if (known && performance.now() - known.at < ms) return known.value;
      const value = read(key);
      kept.set(key, { at: performance.now(), value });
      value.catch(() => kept.delete(key));
      return value;
    },
    forget: (key: K) => void kept.delete(key),
  };
}
