import { Button } from 'antd';
import { Check, CheckCheck, CircleAlert, Clock, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../../../app/error-text.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import type { Delivery, ShownMessage } from '../thread-row.ts';

const icons: Record<Delivery, LucideIcon> = {
  waiting: Clock,
  sending: Clock,
  sent: Check,
  read: CheckCheck,
  failed: CircleAlert,
};

interface MessageDeliveryProps {
  message: ShownMessage;
  delivery: Delivery;
  last: boolean;
}

const Failed = ({ message }: { message: ShownMessage }) => {
  const { t } = useTranslation();
  const codeText = useCodeText();
  const { outbox } = useDesk();
  return (
    <div className="bubble-delivery bubble-delivery-failed" role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <span>{t('thread.failed', { reason: codeText(message.error ?? 'internal') })}</span>
      <Button type="link" size="small" onClick={() => outbox.retry(message.id)}>
        {t('common.retry')}
      </Button>
      <Button type="link" size="small" danger onClick={() => outbox.discard(message.id)}>
        {t('thread.discard')}
      </Button>
    </div>
  );
};

/** How far a message of ours has come: told once for a group, and always when it hangs. */
export const MessageDelivery = ({ message, delivery, last }: MessageDeliveryProps) => {
  const { t } = useTranslation();
  if (delivery === 'failed') return <Failed message={message} />;
  const settled = delivery === 'sent' || delivery === 'read';
  if (settled && !last) return null;
  const Icon = icons[delivery];
  return (
    <div className={classNamesOf(delivery)}>
      <Icon size={14} aria-hidden="true" />
      <span>{t(`thread.delivery.${delivery}`)}</span>
    </div>
  );
};

const classNamesOf = (delivery: Delivery) => `bubble-delivery bubble-delivery-${delivery}`;
