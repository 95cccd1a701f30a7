import { render } from 'preact';
import type { HostPage, ToChat } from '../loader/frame-messages.ts';
import { pickLocale } from '../loader/locale.ts';
import { readAddress } from './address.ts';
import { createView, followAttention } from './attention.ts';
import { openStorage } from './browser-storage.ts';
import { App } from './components/app.tsx';
import { connectHost } from './host-bridge.ts';
import { openKeptDraft } from './outgoing/kept-draft.ts';
import { createSound } from './sound.ts';
import { createTalk } from './talk/talk.ts';
import { applyColour } from './theme.ts';
import { fitVisibleRoom } from './visible-room.ts';

const address = readAddress(location);
const storage = openStorage();
const sound = createSound(storage);
const view = createView(!address.embedded);
let page: HostPage | null = address.embedded
  ? null
  : { url: location.href, title: document.title.trim(), referrer: document.referrer };

const talk = createTalk({
  channelId: address.channelId,
  storage,
  locale: pickLocale(address.lang, navigator.language),
  page: () => page,
});

const setOpen = (open: boolean) => {
  view.set({ open });
  // Who has never been here has missed nothing: no session for people who only pass by.
  if (open || talk.isKnown()) talk.start();
};

const hearHost = (message: ToChat) => {
  switch (message.cskefu) {
    case 'init':
      page = message.page;
      if (message.identity) talk.identify(message.identity);
      return setOpen(message.open);
    case 'open':
      return setOpen(true);
    case 'close':
      return setOpen(false);
    case 'identify':
      return talk.identify(message.identity);
    default:
      void import('./browsing/browsing.ts').then(({ browsing }) =>
        browsing(message, { address, storage, talk, tellHost }),
      );
  }
};

document.documentElement.classList.add(address.embedded ? 'embedded' : 'full-page');
if (address.color) applyColour(address.color);
if (!address.embedded) fitVisibleRoom();
const tellHost = address.embedded ? connectHost(address.hostOrigin, hearHost) : null;
followAttention(talk, view, sound, tellHost);

render(
  <App
    address={address}
    talk={talk}
    view={view}
    sound={sound}
    draft={openKeptDraft(storage, address.channelId)}
    close={() => tellHost?.({ cskefu: 'close' })}
  />,
  document.body,
);

if (tellHost) tellHost({ cskefu: 'hello' });
else if (location.hash)
  void import('./visit/resume.ts')
    .then(({ resume }) => resume(storage, address.channelId))
    .finally(() => setOpen(true));
else setOpen(true);
