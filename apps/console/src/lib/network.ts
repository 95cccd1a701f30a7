import { useSyncExternalStore } from 'react';

const watchNetwork = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Whether this machine says that it has a network. It may be wrong with yes, hardly with no. */
export const useNetwork = () => useSyncExternalStore(watchNetwork, () => navigator.onLine);
