import type { Locale, VisitorRegion, VisitorSource } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';

type Device = { browser: string | null; system: string | null };

/** What is known of a visitor, in words. */
export const useVisitorWords = () => {
  const { t, i18n } = useTranslation();
  return {
    region: ({ kind, name }: VisitorRegion): string =>
      kind === 'place' ? name[i18n.language as Locale] : t(`visitors.regions.${kind}`),
    source: ({ kind, name, term }: VisitorSource): string => {
      const from = t(`visitors.sources.${kind}`, { name: name ?? '' });
      return term ? `${from} · ${t('visitors.term', { term })}` : from;
    },
    device: ({ browser, system }: Device): string =>
      [browser, system].filter(Boolean).join(' · ') || t('visitors.regions.unknown'),
  };
};

/** The address without the part that is the same for every page of a site. */
export const pathOf = (url: string): string => {
  const parsed = URL.parse(url);
  return parsed ? `${decodeURI(parsed.pathname)}${parsed.hash}` : url;
};
