import type { ToChat, ToHost } from '../loader/frame-messages.ts';
import { createInvitationDialog } from './invitation-dialog.ts';
import { watchPage } from './watch-page.ts';

/** Whoever asks not to be tracked is not: then nothing is reported, and nobody is invited. */
const wantsNoTracks = () =>
  navigator.doNotTrack === '1' ||
  (navigator as Navigator & { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** Beside the launcher: tells the chat in its iframe which page is looked at, and shows the invitations that come back. */
const begin = (): void => {
  const host = document.getElementById('cskefu-widget');
  const root = host?.shadowRoot;
  const frame = root?.querySelector('iframe');
  if (!host || !root || !frame || wantsNoTracks()) return;
  const desk = new URL(import.meta.url).origin;
  const tell = (message: ToChat) => frame.contentWindow?.postMessage(message, desk);

  const dialog = createInvitationDialog(root, document.documentElement.lang || navigator.language, frame.src, {
    onAnswer: (id, accepted) => {
      tell({ cskefu: 'answer', id, accepted });
      if (accepted) window.Cskefu?.open?.();
    },
  });
  // Whoever opens the chat by themselves has the invitation before their eyes no longer.
  (window.Cskefu as { on?: (event: 'open', listener: () => void) => void }).on?.('open', () => dialog.show(null));

  let stop: (() => void) | undefined;
  const report = () => {
    stop?.();
    stop = watchPage((page) => tell({ cskefu: 'page', page }));
  };
  addEventListener('message', ({ origin, source, data }: MessageEvent<ToHost>) => {
    if (origin !== desk || source !== frame.contentWindow) return;
    if (data.cskefu === 'hello') report();
    else if (data.cskefu === 'invitation') dialog.show(data.detail);
  });
  if (host.className === 'ready') report();
};

begin();
