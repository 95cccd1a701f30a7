import type { Locale } from '@cskefu/contract';
import type { Texts } from './zh-cn.ts';

/** Each language comes with a request of its own, so that nobody loads both. It runs beside the one for the session. */
export const loadTexts = async (locale: Locale): Promise<Texts> =>
  locale === 'zh-CN' ? (await import('./zh-cn.ts')).zhCN : (await import('./en.ts')).en;
