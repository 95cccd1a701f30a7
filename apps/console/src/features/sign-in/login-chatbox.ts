import { useEffect } from 'react';

/** A channel's id, given as such or as the address of its chat page. */
export const channelOf = (value: string): string => {
  const path = value.trim().replace(/[?#].*$/, '');
  return path.split('/').filter(Boolean).at(-1) ?? '';
};

/** Puts our own launcher on the sign-in page, so that people who cannot get in can ask. It leaves with the page. */
export const useLoginChatbox = (chatbox: string | null) => {
  useEffect(() => {
    if (!chatbox) return;
    const before = new Set<Element>(document.body.children);
    const script = document.createElement('script');
    script.src = '/widget.js';
    script.async = true;
    script.dataset['channel'] = channelOf(chatbox);
    document.body.append(script);
    return () => {
      const added = [...document.body.children].filter((element) => !before.has(element));
      for (const element of added) element.remove();
      // The launcher keeps to one per page; the next visit of this page wants its own.
      Reflect.deleteProperty(window, 'Cskefu');
    };
  }, [chatbox]);
};
