import { useSyncExternalStore } from 'react';

const events = ['focus', 'blur'] as const;

/** Whether the person is looking at this page: it is visible and has the focus. */
export const hasAttention = () => document.visibilityState === 'visible' && document.hasFocus();

const subscribe = (listener: () => void) => {
  for (const event of events) window.addEventListener(event, listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    for (const event of events) window.removeEventListener(event, listener);
    document.removeEventListener('visibilitychange', listener);
  };
};

/** `hasAttention` as state. */
export const useAttention = () => useSyncExternalStore(subscribe, hasAttention);
