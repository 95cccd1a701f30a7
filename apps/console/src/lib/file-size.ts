const units = ['B', 'KB', 'MB', 'GB'] as const;

/** 1536 → "1.5 KB" */
export const fileSize = (bytes: number, locale: string): string => {
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log2(bytes) / 10) : 0);
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[power]}`;
};
