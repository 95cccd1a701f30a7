import type { KeyboardEvent } from 'react';
import { useStored } from '../../../lib/stored.ts';

export type SendKey = 'enter' | 'mod-enter';

/** With which key this person sends. */
export const useSendKey = () => useStored<SendKey>('cskefu.send-key', 'enter');

/** The first Enter after an input method closes it is its own; Safari tells so only by the old key code. */
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent) => nativeEvent.isComposing || keyCode === 229;

/** Whether this key sends. The other combination makes a new line. */
export const isSend = (event: KeyboardEvent, sendKey: SendKey): boolean => {
  if (event.key !== 'Enter' || isComposing(event) || event.shiftKey || event.altKey) return false;
  const mod = event.ctrlKey || event.metaKey;
  return sendKey === 'enter' || mod;
};
