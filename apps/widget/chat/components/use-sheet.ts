import { useEffect, useState } from 'preact/hooks';

/** Styles that come with a part that comes later: nobody else needs them. True when they are there. */
export const useSheet = (address: string): boolean => {
  const [isThere, setThere] = useState(() => document.querySelector(`link[href="${address}"]`) !== null);
  useEffect(() => {
    if (isThere) return;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = () => setThere(true);
    document.head.append(link);
  }, [isThere, address]);
  return isThere;
};
