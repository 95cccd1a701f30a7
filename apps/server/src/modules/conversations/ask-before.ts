import type { HookPoints } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, VisitorActor } from '../access/index.ts';
import type { Decision, Hooks } from '../plugin-hooks/index.ts';
import { accessConversation } from './access-conversation.ts';
import { findAskedAbout } from './message-gate.store.ts';
import { refusal } from './refusal.ts';

/** How a new conversation is to begin, as plugins want it. */
export interface Beginning {
  readonly skillGroupId?: number;
  readonly priority?: number;
}

/** Where plugins may have a say about conversations and files. Outside of any transaction. */
export interface ConversationGate {
  /**
   * A visitor without an open conversation is about to begin one.
   * @throws {DomainError} refused_by_plugin
   */
  beforeCreate(visitor: VisitorActor): Promise<Beginning> | undefined;
  /**
   * Somebody of the house is about to end one. A visitor is not kept from leaving, nor the desk from tidying up.
   * @throws {DomainError} refused_by_plugin, not_found
   */
  beforeClose(actor: AccountActor, conversationId: string): Promise<void> | undefined;
  /**
   * A file has come in whole and is about to be kept. Answers with another name for it, if a plugin wants one.
   * @throws {DomainError} refused_by_plugin
   */
  beforeStore(file: HookPoints['attachment.beforeStore']): Promise<string | undefined> | undefined;
}

export function createConversationGate({
  db,
  run,
  hooks,
}: {
  db: Database;
  run: RunUseCase;
  hooks: Hooks;
}): ConversationGate {
  const find = async (question: { conversationId: string | null; authorId: string; channelId: string | null }) =>
    (await findAskedAbout(db, [{ id: NO_MESSAGE, ...question }]))[0];

  async function askCreate({ id, channelId }: VisitorActor): Promise<Beginning> {
    const about = await find({ conversationId: null, authorId: id, channelId });
    if (!about?.channel || about.conversation || about.skillGroupId === null) return {};
    const conversation = {
      channelId,
      channelKind: about.channel.kind,
      skillGroupId: about.skillGroupId,
    };
    const decision = await hooks.before('conversation.beforeCreate', { conversation });
    const { skillGroupId, priority } = patchOf(decision) ?? {};
    return {
      ...(priority === undefined ? {} : { priority }),
      ...(skillGroupId !== undefined && (await isSkillGroup(db, skillGroupId)) ? { skillGroupId } : {}),
    };
  }

  async function askClose(actor: AccountActor, conversationId: string): Promise<void> {
    // Nobody learns by a refusal of what they may not see.
    await run.read(actor, accessConversation, conversationId);
    const conversation = (await find({ conversationId, authorId: actor.id, channelId: null }))?.conversation;
    if (!conversation || conversation.state === 'closed') return;
    const reason = conversation.agentId === actor.id ? 'agent' : 'supervisor';
    patchOf(await hooks.before('conversation.beforeClose', { conversation, reason }));
  }

  return {
    beforeCreate: (visitor) => (hooks.isAsked('conversation.beforeCreate') ? askCreate(visitor) : undefined),
    beforeStore: (file) => hooks.before('attachment.beforeStore', file)?.then((decision) => patchOf(decision)?.name),
    beforeClose: (actor, id) => (hooks.isAsked('conversation.beforeClose') ? askClose(actor, id) : undefined),
  };
}

/** Nothing has this id. */
const NO_MESSAGE = '00000000-0000-0000-0000-000000000000';

type Patch = Beginning & { readonly name?: string };

/** There is nowhere to keep what is no message: to hold it is to refuse it. */
function patchOf(decision: Decision | undefined): Patch | undefined {
  if (decision?.kind === 'deny') throw refusal(decision);
  if (decision?.kind === 'hold') throw new DomainError('refused_by_plugin', { detail: 'held' });
  return decision?.patch as Patch | undefined;
}

/** What a plugin names may be gone. */
async function isSkillGroup(db: Database, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from org_units where id = ${id} and is_skill_group`.execute(db);
  return rows.length > 0;
}
