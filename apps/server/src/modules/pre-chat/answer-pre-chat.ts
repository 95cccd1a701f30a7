import type { PreChatDraft, PreChatField, WebChannelSettings } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import { findChannel } from '../channels/index.ts';
import { setGivenName } from '../visitors/index.ts';
import type { AdmitVisitor } from './admit-visitor.ts';
import { saveAnswers } from './pre-chat.store.ts';

/**
 * A visitor answers what the channel asks before the first word. Answering again replaces what was answered.
 * @throws {DomainError} channel_unavailable, blocked, invalid_input, unavailable
 */
export const answerPreChat =
  (admit: AdmitVisitor) =>
  async (ctx: UseCaseContext<VisitorActor>, { fields, consent, skillGroupId }: PreChatDraft): Promise<{ ok: true }> => {
    const channel = await findChannel(ctx.tx, ctx.actor.channelId);
    if (!channel?.enabled || channel.type !== 'web') throw new DomainError('channel_unavailable');
    await refuseBlocked(ctx, ctx.actor.id);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const kept = await admit(channel, { fields: given as Record<string, string>, consent, skillGroupId });
    const { name = null, email = null, phone = null } = kept.fields;
    const questions = questionsOf(channel.settings, kept.fields);
    const answers = { name, email, phone, questions, skillGroupId: kept.skillGroupId, consented: kept.consent };
    await saveAnswers(ctx.tx, ctx.actor.id, answers, ctx.now);
    if (name !== null) await setGivenName(ctx.tx, ctx.actor.id, name);
    return { ok: true };
  };

const names = ['question1', 'question2', 'question3'] as const satisfies readonly PreChatField[];

const questionsOf = ({ preChat }: WebChannelSettings, given: Readonly<Record<string, string>>) =>
  names.flatMap((name) => {
    const answer = given[name];
    return answer === undefined ? [] : [{ label: preChat.fields[name].label ?? name, answer }];
  });
