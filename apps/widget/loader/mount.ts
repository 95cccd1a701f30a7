import { parseColour, textOn } from './colour.ts';
import { element } from './element.ts';
import type { Events } from './events.ts';
import type { WidgetConfig } from './fetch-config.ts';
import type { Identity, ToChat, ToHost } from './frame-messages.ts';
import { fitVisibleRoom } from './keyboard-room.ts';
import { createLauncher } from './launcher.ts';
import { loadFrame } from './load-frame.ts';
import { pickLocale } from './locale.ts';
import { attachRoot } from './shadow-root.ts';
import { launcherTexts } from './texts.ts';

export interface Widget {
  /** Opens or closes; without a wish, the other of the two. */
  setOpen(open?: boolean): void;
  identify(identity: Identity): void;
}

/**
 * Puts launcher and panel on the page and carries words between the page and the chat. The attributes of the script tag
 * go before the settings of the channel.
 */
export const mount = (desk: string, tag: DOMStringMap, config: WidgetConfig, events: Events): Widget => {
  const color = parseColour(tag['color']) ?? config.color;
  const locale = pickLocale(tag['lang'], config.locale, navigator.language);
  const title = config.title ?? launcherTexts[locale].name;
  const side = (tag['position'] ?? config.position)[0];
  const url = `${desk}/chat/${tag['channel']}?embedded=1&origin=${location.origin}&lang=${locale}&color=${color.slice(1)}`;

  const { button, showUnread } = createLauncher(config.launcherText, locale);
  const frame = element('iframe', { title });
  const panel = element('div', { role: 'dialog', ariaLabel: title }, frame);
  const host = element('div', { id: 'cskefu-widget' });
  let isOpen = false;
  let chatListens = false;
  let identity: Identity | null = null;
  let stopLoading: (() => void) | undefined;

  const load = () => {
    if (stopLoading) return;
    // Follows the visitor through the pages and shows invitations; may fail without anybody missing it.
    if (config.page) import(desk + config.page).catch(() => null);
    stopLoading = loadFrame(frame, url);
  };

  const tell = (message: ToChat) => {
    if (chatListens) frame.contentWindow?.postMessage(message, desk);
  };

  const setOpen = (open = !isOpen) => {
    if (open === isOpen) return;
    isOpen = open;
    load();
    button.ariaExpanded = `${open}`;
    if (open) frame.focus();
    else if (document.activeElement === host) button.focus();
    const word = open ? 'open' : 'close';
    tell({ cskefu: word });
    events.emit(word);
  };

  const hear = (told: ToHost) => {
    if (told.cskefu === 'hello') {
      chatListens = true;
      stopLoading?.();
      host.className = 'ready';
      const page = { url: location.href, title: document.title, referrer: document.referrer };
      tell({ cskefu: 'init', page, open: isOpen, identity });
      events.emit('ready');
    } else if (told.cskefu === 'close') setOpen(false);
    else {
      if (told.cskefu === 'unread') showUnread(told.detail);
      events.emit(told.cskefu, told.detail);
    }
  };

  addEventListener('message', ({ origin, source, data }) => {
    if (origin === desk && source === frame.contentWindow) hear(data);
  });
  host.onkeydown = ({ key }) => {
    if (key === 'Escape') setOpen(false);
  };
  button.onclick = () => setOpen();
  host.style.cssText = `--c:${color};--t:${textOn(color)};--b:${config.offsetY}px;--${side}:${config.offsetX}px`;
  fitVisibleRoom(panel);
  attachRoot(host).append(button, panel);
  document.body.append(host);
  if (document.readyState === 'complete') load();
  else addEventListener('load', load);

  return {
    setOpen,
    identify: (who) => {
      identity = who;
      load();
      tell({ cskefu: 'identify', identity: who });
    },
  };
};
