import type { Conversation } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';

/** The last word of a conversation in one line. */
export const usePreviewText = () => {
  const { t } = useTranslation();
  return ({ lastMessage }: Conversation): string => {
    if (!lastMessage) return t('inbox.noWords');
    if (lastMessage.kind === 'recalled') return t('inbox.recalled');
    if (lastMessage.kind === 'image') return t('inbox.image');
    if (lastMessage.kind === 'file') return t('inbox.file', { name: lastMessage.text ?? '' });
    return (lastMessage.text ?? '').replace(/\s+/g, ' ');
  };
};
