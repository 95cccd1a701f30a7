import { ApiError, createHttp, type StorageLike } from '@cskefu/client';
import { pickLocale } from '../../loader/locale.ts';
import sheet from '../styles/leave.css?url';
import { knownVisitorStore } from './known-visitor.ts';
import { remember } from './open-session.ts';

const words = {
  'zh-CN': '这个链接已失效。您可以在这里开始新的对话。',
  en: 'This link is good no more. You can begin a new conversation here.',
};

/** Comes back by the link of a letter: from now on this browser is the visitor whom it was sent to. The link leaves the address at once. */
export const resume = async (storage: StorageLike, channelId: string): Promise<void> => {
  const link = new URLSearchParams(location.hash.slice(1)).get('resume');
  if (!link) return;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const session = await createHttp({ baseUrl: '' }).request('POST /api/visitor/resume', { body: { link } });
    if (session.channel.id === channelId) remember(knownVisitorStore(storage, channelId), session);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'bad_signature') tellOfEnd();
  }
};

const SHOWN_MS = 12_000;

const tellOfEnd = (): void => {
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: sheet });
  const notice = document.createElement('p');
  notice.className = 'link-end';
  notice.setAttribute('role', 'alert');
  notice.textContent = words[pickLocale(new URLSearchParams(location.search).get('lang'), navigator.language)];
  document.head.append(style);
  document.body.append(notice);
  setTimeout(() => notice.remove(), SHOWN_MS);
};
