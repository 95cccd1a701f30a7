import { answers } from '@cskefu/plugin-host';
import type { Identity, ThreadRef } from '@cskefu/plugin-sdk';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { RunUseCase } from '../access/index.ts';
import type { ChannelKinds, ChannelRecord, PresentToPlugin } from '../channels/index.ts';
import { recognizeByHints } from '../contacts/index.ts';
import { keepAddress } from '../outbound/index.ts';
import { readableName } from './readable-name.ts';

export interface ProfileParts {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
  readonly log: Logger;
}

/** Somebody who wrote for the first time. */
export interface Newcomer {
  readonly visitorId: string;
  readonly sender: Identity;
  readonly thread: ThreadRef;
}

const DEADLINE_MS = 10_000;
/** Reading what comes in goes first. */
const MAX_UNDER_WAY = 4;
const MAX_WAITING = 1_000;

/** Asks the plugin who somebody new is, if their first words came without a name. Once, beside the reading, and without a promise. */
export function createProfileAsker(parts: ProfileParts): (channel: ChannelRecord, newcomer: Newcomer) => void {
  const { kinds, log } = parts;
  const waiting: (() => Promise<void>)[] = [];
  let underWay = 0;

  const next = () => {
    const ask = underWay < MAX_UNDER_WAY ? waiting.shift() : undefined;
    if (!ask) return;
    underWay += 1;
    void ask().finally(() => {
      underWay -= 1;
      next();
    });
  };

  return (channel, newcomer) => {
    const kind = kinds.find(channel.type);
    if (newcomer.sender.name !== undefined || !kind?.manifest.can.includes('profile')) return;
    if (waiting.length >= MAX_WAITING) return;
    waiting.push(() =>
      ask(parts, channel, newcomer).catch((error: unknown) =>
        log.warn({ channel: channel.id, err: error }, 'nobody said who wrote'),
      ),
    );
    next();
  };
}

async function ask(
  { db, run, kinds, present }: ProfileParts,
  channel: ChannelRecord,
  { visitorId, sender, thread }: Newcomer,
): Promise<void> {
  const kind = kinds.find(channel.type);
  if (!kind || kind.rests) return;
  const args = { given: [sender], channel: present(channel) };
  const answer = await kinds.call(kind, 'profile', args, { deadlineMs: DEADLINE_MS });
  const told = answers.identity.safeParse(answer).data as Identity | undefined;
  if (!told) return kinds.blame(kind, 'profile', 'no identity');
  // Who it is was settled by the message.
  const { namespace, externalId } = sender;
  const identity = readableName({ ...told, namespace, externalId });
  await keepAddress(db, { visitorId, channelId: channel.id, identity, thread, lastInboundAt: null });
  const hints = (identity.hints ?? []).filter(({ verified }) => verified);
  if (hints.length > 0)
    await run({ kind: 'visitor', id: visitorId, channelId: channel.id }, recognizeByHints, { visitorId, hints });
}
