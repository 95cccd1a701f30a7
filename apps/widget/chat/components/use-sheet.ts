import { useEffect, useState } from 'preact/hooks';

/** Styles that come with a part which most visitors never see; true once they are there. */
export const useSheet = (href: string): boolean => {
  const find = () => document.querySelector<HTMLLinkElement>(`link[href="${href}"]`);
  const [isThere, setThere] = useState(() => find()?.sheet != null);
  useEffect(() => {
    if (isThere) return;
    const link = find() ?? document.createElement('link');
    const show = () => setThere(true);
    link.addEventListener('load', show);
    link.rel = 'stylesheet';
    link.href = href;
    if (!link.isConnected) document.head.append(link);
    return () => link.removeEventListener('load', show);
  }, [isThere, href]);
  return isThere;
};
