import { FrameTemplate } from './frame-socket.ts';

const WORDS = '您好，我上周下的订单还没有发货，麻烦帮我查一下物流，谢谢！';
const MARKER = '#number#####';

/** The frames of one author in one conversation: made anew only when a new round begins, which is rare. */
export class FramesOfRound {
  readonly #messagePrefix: string;
  readonly #conversationId: string | null;
  #round = -1;
  #frame: FrameTemplate | null = null;

  /** Visitors do not name the conversation. */
  constructor(messagePrefix: string, conversationId: string | null) {
    this.#messagePrefix = messagePrefix;
    this.#conversationId = conversationId;
  }

  of(round: number): FrameTemplate {
    if (this.#frame === null || round !== this.#round) this.#frame = this.#make(round);
    this.#round = round;
    return this.#frame;
  }

  #make(round: number): FrameTemplate {
    const frame = {
      type: 'send',
      id: `${this.#messagePrefix}${MARKER}`,
      ...(this.#conversationId === null ? {} : { conversationId: this.#conversationId }),
      ...(round > 0 ? { round } : {}),
      message: { kind: 'text', text: `${WORDS}${MARKER}` },
    };
    return new FrameTemplate(JSON.stringify(frame), MARKER);
  }
}
