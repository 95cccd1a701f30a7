import { MailQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './left-message-mark.css';

/** Says of a conversation that it was left when nobody was there. */
export const LeftMessageMark = () => {
  const { t } = useTranslation();
  return (
    <span className="left-mark">
      <MailQuestionMark size={12} aria-hidden="true" />
      {t('conversation.origins.left_message')}
    </span>
  );
};
