import { Mail, MailCheck, MailX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Mailed } from '../thread-row.ts';

const icons = { waiting: Mail, sent: MailCheck, failed: MailX };

/** The server's word for it; people get their own. */
const NOT_CONFIGURED = 'no mail server is configured';

/** Under a message of ours: what became of it as a letter. */
export const MessageMailed = ({ mailed: { state, reason } }: { mailed: Mailed }) => {
  const { t } = useTranslation();
  const Icon = icons[state];
  const words = reason === NOT_CONFIGURED ? t('thread.mailed.notConfigured') : reason;
  return (
    <div className={`bubble-delivery bubble-delivery-${state === 'failed' ? 'failed' : 'sent'}`}>
      <Icon size={14} aria-hidden="true" />
      <span>{t(`thread.mailed.${state}`, { reason: words })}</span>
    </div>
  );
};
