import type { Locale } from '@cskefu/contract';

const KILO = 1024;

/** `820 KB`, `15 MB`, `1.4 MB` */
export const formatSize = (bytes: number, locale: Locale): string => {
  const inMega = bytes >= KILO * KILO;
  const value = inMega ? bytes / KILO / KILO : Math.max(1, bytes / KILO);
  const digits = { maximumFractionDigits: inMega && value < 10 ? 1 : 0 };
  return `${new Intl.NumberFormat(locale, digits).format(value)} ${inMega ? 'MB' : 'KB'}`;
};
