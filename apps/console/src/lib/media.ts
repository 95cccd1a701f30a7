import { useSyncExternalStore } from 'react';
import { breakpoints } from '../theme/tokens.ts';

/** Whether a media query holds now. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );

export const usePhoneWidth = () => useMedia(`(width < ${breakpoints.phone}px)`);
export const useWideWidth = () => useMedia(`(width >= ${breakpoints.wide}px)`);
