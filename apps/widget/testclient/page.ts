import { pickLocale } from '../loader/locale.ts';
import { pageTexts } from './texts.ts';

const query = new URLSearchParams(location.search);
const wished = query.get('channel') ?? '';
const channel = /^[\w-]{1,32}$/.test(wished) ? wished : 'demo';
const locale = pickLocale(query.get('lang'), navigator.language);
const texts = pageTexts[locale];
const find = (id: string) => document.querySelector<HTMLElement>(`#${id}`);

const write = () => {
  document.documentElement.lang = locale;
  document.title = texts.name;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = texts[element.dataset['text'] as keyof typeof texts];
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
  other.set('lang', locale === 'en' ? 'zh-CN' : 'en');
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
    if (navigator.clipboard) copy.textContent = texts.copied;
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
  call('on', 'unread', (count: number) => {
    document.title = count > 0 ? `(${count}) ${texts.name}` : texts.name;
  });
};

write();
offerLanguage();
showSnippet();
showLink();
useApi();
addChat();
