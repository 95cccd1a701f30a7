import type { ServerFrame } from '@cskefu/contract';
import { TYPING_TTL_MS } from '@cskefu/contract/limits';
import type { Store } from '../store.ts';
import type { TalkState } from './talk-state.ts';

/** Shows who types, for 6 s or until their message comes. */
export const showAgentTyping = (store: Store<TalkState>): ((frame: ServerFrame) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (name: string | null) => {
    clearTimeout(timer);
    if (name !== null) timer = setTimeout(show, TYPING_TTL_MS, null);
    if (store.get().typing !== name) store.set({ typing: name });
  };
  return (frame) => {
    if (frame.type === 'typing' && frame.author.kind !== 'visitor') show(frame.author.name);
    if (frame.type !== 'event') return;
    const { event } = frame;
    const fromVisitor = event.type === 'message.created' && event.message.author.kind === 'visitor';
    if (!fromVisitor) show(null);
  };
};
