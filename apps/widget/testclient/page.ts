import { pickLocale } from '../loader/locale.ts';
import { english } from './english.ts';

const query = new URLSearchParams(location.search);
const wished = query.get('channel') ?? '';
const channel = /^[\w-]{1,32}$/.test(wished) ? wished : 'demo';
const locale = pickLocale(query.get('lang'), navigator.language);
const isEnglish = locale === 'en';
const find = (id: string) => document.querySelector<HTMLElement>(`#${id}`);

const translate = () => {
  if (!isEnglish) return;
  document.documentElement.lang = 'en';
  document.title = english.name;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = english[element.dataset['text'] as keyof typeof english];
};

/** With a language that was chosen by hand, the chat speaks it, too. */
const addChat = () => {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.dataset['channel'] = channel;
  if (query.has('lang')) script.dataset['lang'] = locale;
  document.body.append(script);
};

const offerLanguage = () => {
  const other = new URLSearchParams(query);
  other.set('lang', isEnglish ? 'zh-CN' : 'en');
  find('language')?.setAttribute('href', `?${other}`);
};

const showSnippet = () => {
  const snippet = `<script src="${location.origin}/widget.js" data-channel="${channel}" async></script>`;
  const code = find('snippet');
  const copy = find('copy');
  if (!code || !copy) return;
  code.textContent = snippet;
  copy.onclick = async () => {
    // Outside of HTTPS and localhost there is no clipboard: the line is selected, ready for Ctrl+C.
    getSelection()?.selectAllChildren(code);
    await navigator.clipboard?.writeText(snippet);
    if (navigator.clipboard) copy.textContent = isEnglish ? 'Copied' : '已复制';
  };
};

const showLink = () => {
  const link = find('full-page');
  if (!(link instanceof HTMLAnchorElement)) return;
  link.href = `/chat/${channel}${query.has('lang') ? `?lang=${locale}` : ''}`;
  link.textContent = link.href;
};

/** Calls may come before the script has run: they wait in the queue. */
const useApi = () => {
  window.Cskefu ??= { q: [] };
  const call = (...what: [string, ...unknown[]]) =>
    (window.Cskefu as { q: { push(call: typeof what): void } }).q.push(what);
  const ask = find('ask');
  if (ask) ask.onclick = () => call('open');
  const { title } = document;
  call('on', 'unread', (count: number) => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
  });
};

translate();
offerLanguage();
showSnippet();
showLink();
useApi();
addChat();
