import type { Locale } from '@cskefu/contract';
import { type Texts, zhCN } from './zh-cn.ts';

/** Chinese is there at once; the other language comes with a request of its own, so that nobody loads both. */
export const loadTexts = async (locale: Locale): Promise<Texts> =>
  locale === 'zh-CN' ? zhCN : (await import('./en.ts')).en;
