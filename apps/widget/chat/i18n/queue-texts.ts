import type { Locale } from '@cskefu/contract';

interface QueueTexts {
  readonly label: string;
  readonly next: string;
  readonly place: (place: number) => string;
  readonly estimate: (minutes: number) => string;
}

const numberOf = (locale: Locale) => new Intl.NumberFormat(locale).format;

/** 20 分钟, 2 小时 30 分钟 */
const lengthOf = (minutes: number, hour: string, minute: string) => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} ${hour}`, rest > 0 && `${rest} ${minute}`].filter(Boolean).join(' ');
};

/** Both languages come with the line, which only those load who wait. */
export const queueTexts: Readonly<Record<Locale, QueueTexts>> = {
  'zh-CN': {
    label: '排队情况',
    next: '下一位就是您',
    place: (place) => `您排在第 ${numberOf('zh-CN')(place)} 位`,
    estimate: (minutes) => `预计还需约 ${lengthOf(minutes, '小时', '分钟')}`,
  },
  en: {
    label: 'Your place in the queue',
    next: "You're next",
    place: (place) => `You're number ${numberOf('en')(place)} in line`,
    estimate: (minutes) => `about ${lengthOf(minutes, 'h', 'min')} to go`,
  },
};
