import type { Message } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { splitMentions } from '../mentions.ts';

/** A message in one line. */
export const useExcerpt = () => {
  const { t } = useTranslation();
  return ({ kind, text, file }: Pick<Message, 'kind' | 'text'> & { file?: { name: string } | null }): string => {
    if (kind === 'recalled' || (kind === 'note' && text === null)) return t('inbox.recalled');
    if (kind === 'image' && !text) return t('inbox.image');
    if (kind === 'file' && !text) return t('inbox.file', { name: file?.name ?? '' });
    const words =
      kind === 'note'
        ? splitMentions(text ?? '')
            .map((part) => part.text)
            .join('')
        : (text ?? '');
    return words.replace(/\s+/g, ' ').slice(0, 140);
  };
};
