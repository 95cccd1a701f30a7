import type { Locale } from '@cskefu/contract';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../lib/stored.ts';

const STORED_LOCALE = 'cskefu.locale';

const texts: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('../locales/zh-CN.json'),
  en: () => import('../locales/en.json'),
};

/** What only pages say that come later; see `texts-in-two-parts` of the build. */
const textsOfPages: typeof texts = {
  'zh-CN': () => import('../locales/zh-CN.json?pages'),
  en: () => import('../locales/en.json?pages'),
};

const isLocale = (value: unknown): value is Locale => value === 'zh-CN' || value === 'en';

/** The language chosen on this device, else the first one of the browser that we speak, else Chinese. */
const firstLocale = (): Locale => {
  const chosen = readStored<unknown>(STORED_LOCALE, null);
  if (isLocale(chosen)) return chosen;
  const spoken = navigator.languages.find((language) => /^(zh|en)\b/i.test(language));
  return spoken?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
};

/** Only the language in use is loaded. */
const lazyTexts: BackendModule = {
  type: 'backend',
  callbackApi: true,
  init: () => undefined,
  read: (language, _namespace, done) => {
    const locale = isLocale(language) ? language : 'zh-CN';
    const isFirst = pageTexts.size === 0;
    const rest = loadPageTexts(locale);
    // Whoever changes the language may be on any page; at the start nothing waits for what comes later.
    Promise.all([texts[locale](), isFirst ? null : rest]).then(
      ([loaded]) => done(null, { ...loaded.default }),
      (error: Error) => done(error, false),
    );
  },
};

const pageTexts = new Map<Locale, Promise<unknown>>();

function loadPageTexts(locale: Locale): Promise<unknown> {
  const known = pageTexts.get(locale);
  if (known) return known;
  const loading = textsOfPages[locale]().then((loaded) =>
    i18next.addResourceBundle(locale, 'translation', { ...loaded.default }, true),
  );
  pageTexts.set(locale, loading);
  // Whoever needs them asks once more.
  loading.catch(() => pageTexts.delete(locale));
  return loading;
}

/** A page that comes with its texts. */
export const withTexts =
  <Page>(load: () => Promise<Page>) =>
  async (): Promise<Page> => {
    const [page] = await Promise.all([load(), loadPageTexts(isLocale(i18next.language) ? i18next.language : 'zh-CN')]);
    return page;
  };

const tellPage = (locale: string) => {
  document.documentElement.lang = locale;
};

export const startI18n = async () => {
  i18next.on('languageChanged', tellPage);
  await i18next
    .use(lazyTexts)
    .use(initReactI18next)
    .init({
      lng: firstLocale(),
      fallbackLng: false,
      supportedLngs: ['zh-CN', 'en'],
      load: 'currentOnly',
      react: { bindI18nStore: 'added' },
      interpolation: { escapeValue: false },
    });
};

/** Changes the language at once and remembers it on this device. */
export const chooseLocale = async (locale: Locale) => {
  writeStored(STORED_LOCALE, locale);
  await i18next.changeLanguage(locale);
};
