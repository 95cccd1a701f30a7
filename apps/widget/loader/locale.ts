import type { Locale } from '@cskefu/contract';

/** The first wish that names a language we speak: `zh`, `zh-CN`, `en-GB` …, passing over `auto` and what is absent. */
export const pickLocale = (...wishes: (string | null | undefined)[]): Locale =>
  /(?:^|,)(zh|en)/.exec(wishes.join())?.[1] === 'zh' ? 'zh-CN' : 'en';
