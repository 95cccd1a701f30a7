import { MAX_DRAFT_LENGTH } from '@cskefu/contract/limits';

const TYPING_EVERY_MS = 3_000;
const DRAFT_EVERY_MS = 500;

export interface TypingSignal {
  /** The field holds this now. */
  typed(text: string): void;
  /** The text was sent: the message itself says the rest. */
  stop(): void;
}

/** Tells the other side that the visitor types, at most every 3 s; where the channel shows drafts, what, every 500 ms. */
export const createTypingSignal = (
  send: (draft: string | undefined) => void,
  showsDrafts: () => boolean,
): TypingSignal => {
  let lastAt = Number.NEGATIVE_INFINITY;
  let draft = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    timer = undefined;
    lastAt = Date.now();
    send(showsDrafts() ? draft.slice(0, MAX_DRAFT_LENGTH) : undefined);
  };

  const tellDraftSoon = () => {
    timer ??= setTimeout(tell, Math.max(0, lastAt + DRAFT_EVERY_MS - Date.now()));
  };

  return {
    typed: (text) => {
      draft = text;
      if (showsDrafts()) tellDraftSoon();
      else if (text && Date.now() - lastAt >= TYPING_EVERY_MS) tell();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      lastAt = Number.NEGATIVE_INFINITY;
      draft = '';
    },
  };
};
