import type { Locale } from '@cskefu/contract';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../lib/stored.ts';

const STORED_LOCALE = 'cskefu.locale';

const texts: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('../locales/zh-CN.json'),
  en: () => import('../locales/en.json'),
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
    texts[isLocale(language) ? language : 'zh-CN']().then(
      (loaded) => done(null, { ...loaded.default }),
      (error: Error) => done(error, false),
    );
  },
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
      interpolation: { escapeValue: false },
    });
};

/** Changes the language at once and remembers it on this device. */
export const chooseLocale = async (locale: Locale) => {
  writeStored(STORED_LOCALE, locale);
  await i18next.changeLanguage(locale);
};
