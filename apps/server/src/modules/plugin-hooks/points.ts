import { messageDraft, orgUnitId, priority, storableText } from '@cskefu/contract';
import type { HookConversation, HookMessage, HookPatches, HookPoint, HookPoints } from '@cskefu/plugin-sdk';
import { z } from 'zod';
import type { Facts } from './matches.ts';

const MAX_FILE_NAME = 255;
const words = messageDraft.options[0].shape.text;
const textPatch = z.object({ text: words.optional() });
const nothing = z.object({});

/** What a transform may answer at each point. Other fields are left out; a value that does not fit makes the whole answer void. */
const patches = {
  'message.beforeAccept': textPatch,
  'message.beforeSend': textPatch,
  'conversation.beforeCreate': z.object({ skillGroupId: orgUnitId.optional(), priority: priority.optional() }),
  'conversation.beforeAssign': nothing,
  'conversation.beforeClose': nothing,
  'contact.beforeMerge': nothing,
  'attachment.beforeStore': z.object({
    name: storableText(MAX_FILE_NAME)
      .refine((name) => name.trim().length > 0)
      .optional(),
  }),
} satisfies Record<HookPoint, z.ZodType>;

/** A patch that was checked, or null. */
export const readPatch = <P extends HookPoint>(point: P, answer: unknown): HookPatches[P] | null => {
  const read = patches[point].safeParse(answer ?? {});
  return read.success ? (withoutHoles(read.data) as HookPatches[P]) : null;
};

const withoutHoles = (patch: object) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

interface AnyPayload {
  readonly message?: HookMessage;
  readonly conversation?: Partial<HookConversation> | null;
  readonly channel?: { readonly id: string; readonly kind: string };
}

export const factsOf = <P extends HookPoint>(payload: HookPoints[P]): Facts => {
  const { message, conversation, channel } = payload as AnyPayload;
  return {
    channelKind: conversation?.channelKind ?? channel?.kind ?? null,
    channelId: conversation?.channelId ?? channel?.id ?? null,
    messageKind: message?.kind ?? null,
    authorKind: message?.author.kind ?? null,
  };
};

/** Where it lies; null where there is no conversation. */
export const groupOf = <P extends HookPoint>(payload: HookPoints[P]): number | null =>
  (payload as AnyPayload).conversation?.skillGroupId ?? null;

/** The payload as changed so far. */
export const patched = <P extends HookPoint>(
  point: P,
  payload: HookPoints[P],
  patch: HookPatches[P],
): HookPoints[P] => {
  switch (point) {
    case 'message.beforeAccept':
    case 'message.beforeSend': {
      const { message } = payload as HookPoints['message.beforeSend'];
      return { ...payload, message: { ...message, ...patch } };
    }
    case 'conversation.beforeCreate': {
      const { conversation } = payload as HookPoints['conversation.beforeCreate'];
      return { ...payload, conversation: { ...conversation, ...patch } };
    }
    default:
      return { ...payload, ...patch };
  }
};

/** Words are only for those who may read messages. */
export const shownTo = <P extends HookPoint>(payload: HookPoints[P], mayReadMessages: boolean): HookPoints[P] => {
  const { message } = payload as AnyPayload;
  return message && !mayReadMessages ? { ...payload, message: { ...message, text: null } } : payload;
};
