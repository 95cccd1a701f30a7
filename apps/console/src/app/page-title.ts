import { useEffect } from 'react';

let page = '';
let unread = 0;

const show = () => {
  document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${page}` : page;
};

/** Names the page in the tab of the browser. Null: somebody inside the page names it. */
export const usePageTitle = (title: string | null) => {
  useEffect(() => {
    if (title === null) return;
    page = title;
    show();
  }, [title]);
};

/** Puts the number of unread messages before whatever page it is. */
export const useUnreadInTitle = (count: number) => {
  useEffect(() => {
    unread = count;
    show();
    return () => {
      unread = 0;
      show();
    };
  }, [count]);
};
