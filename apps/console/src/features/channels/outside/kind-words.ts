import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wordsOf } from '../../config-form/words.ts';
import { kindsQuery } from './outside-channels.ts';

/** What a kind of channel is called; its id while its plugin does not run. Until that is known, nothing that would jump. */
export const useKindWords = () => {
  const { t, i18n } = useTranslation();
  const { data, isPending } = useQuery(kindsQuery);
  return (type: string): string => {
    if (type === 'web') return t('outsideChannel.web');
    const kind = data?.find(({ id }) => id === type);
    if (kind) return wordsOf(kind.title, kind.texts, i18n.language);
    return isPending ? '…' : type;
  };
};
