import type { PreChatArrival } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { ChannelRecord } from '../channels/index.ts';
import { findStanding, listOffered } from './pre-chat.store.ts';
import { asksAnything, mustBeAnswered } from './what-is-asked.ts';

type Asking = Pick<ChannelRecord, 'settings'>;

const NOTHING: PreChatArrival = { due: false, skillGroups: [] };

/** What a visitor who arrives has to answer, if they are to begin a conversation. */
export async function findPreChatArrival(
  db: DatabaseReader,
  { settings }: Asking,
  visitorId: string,
  conversation: { readonly state: string; readonly createdAt: string } | null,
): Promise<PreChatArrival> {
  if (!asksAnything(settings)) return NOTHING;
  if (conversation && conversation.state !== 'closed') return NOTHING;
  const skillGroups = await listOffered(db, settings.skillGroups);
  const standing = await findStanding(db, visitorId);
  // Whoever comes again may want to go elsewhere.
  const isUsed =
    conversation !== null && standing !== undefined && new Date(conversation.createdAt) > standing.answeredAt;
  const due = !standing || (settings.privacy.consent && !standing.consentedAt) || (skillGroups.length > 0 && isUsed);
  return { due, skillGroups };
}

/**
 * The skill group for which a visitor begins: the one they chose, if it is still offered, else that of the channel.
 * @throws {DomainError} pre_chat_due: something must be answered first
 */
export async function groupToBeginIn(
  db: DatabaseReader,
  { settings, skillGroup }: Pick<ChannelRecord, 'settings' | 'skillGroup'>,
  visitorId: string,
): Promise<number> {
  if (!asksAnything(settings)) return skillGroup.id;
  const standing = await findStanding(db, visitorId);
  const lacksConsent = settings.privacy.consent && !standing?.consentedAt;
  if (lacksConsent || (!standing && mustBeAnswered(settings))) throw new DomainError('pre_chat_due');
  const chosen = standing?.skillGroupId ?? null;
  const [offered] = chosen !== null && settings.skillGroups.includes(chosen) ? await listOffered(db, [chosen]) : [];
  return offered?.id ?? skillGroup.id;
}
