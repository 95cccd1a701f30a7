import type { MediaPart } from './message.ts';

/**
 * What a channel can do, with its limits. The core adapts every message to it before `send` and tells the agent beforehand: long text is cut into several,
 * cards become text and a link, media that it cannot take become a link. What is not named it cannot do.
 */
export interface ChannelCapabilities {
  readonly text: {
    /** In characters (Unicode code points), or in bytes of UTF-8. */
    readonly maxLength: number;
    readonly unit?: 'characters' | 'bytes';
  };
  readonly media?: Partial<Record<MediaPart['kind'], MediaLimits>>;
  readonly location?: true;
  readonly card?: { readonly maxTitle: number; readonly maxText: number };
  readonly choices?: { readonly max: number; readonly maxTitle: number };
  readonly reply?: true;
  readonly edit?: true;
  /** Seconds after sending in which a message can be taken back. */
  readonly recall?: { readonly withinS: number };
  readonly typing?: { readonly in?: true; readonly out?: true };
  readonly receipts?: { readonly delivered?: true; readonly read?: true };
  /** Hours after the other side's last message in which we may write. */
  readonly replyWindow?: { readonly hours: number };
  /** We may write first. */
  readonly proactive?: true;
  /** Most messages that the core sends, over all conversations of one channel. */
  readonly rateLimit?: { readonly messages: number; readonly perS: number };
  /** `lookup` can tell what became of a message. */
  readonly lookup?: true;
  readonly profile?: true;
}

export interface MediaLimits {
  readonly maxBytes: number;
  /** `image/png`, `image/*`; every kind if not said. */
  readonly mime?: readonly string[];
}
