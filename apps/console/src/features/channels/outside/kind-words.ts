import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wordsOf } from '../../config-form/words.ts';
import { kindsQuery } from './outside-channels.ts';

/** What a kind of channel is called; its id while its plugin does not run. */
export const useKindWords = () => {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(kindsQuery);
  return (type: string): string => {
    if (type === 'web') return t('outsideChannel.web');
    const kind = data?.find(({ id }) => id === type);
    return kind ? wordsOf(kind.title, kind.texts, i18n.language) : type;
  };
};
