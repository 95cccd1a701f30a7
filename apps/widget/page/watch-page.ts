import type { HostPage } from '../loader/frame-messages.ts';

const LOOK_MS = 1_000;

/** Tells which page is shown, now and whenever it changes: single page apps change the address in many ways, and the title later. */
export const watchPage = (tell: (page: HostPage) => void): (() => void) => {
  let shown = '';
  const look = () => {
    const page = { url: location.href, title: document.title, referrer: document.referrer };
    const key = `${page.url}\n${page.title}`;
    if (key === shown || document.visibilityState === 'hidden') return;
    shown = key;
    tell(page);
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
};
