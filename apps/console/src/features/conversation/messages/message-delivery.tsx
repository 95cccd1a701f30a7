import { Button } from 'antd';
import { Check, CheckCheck, CircleAlert, Clock, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { runAction } from '../../../app/actions/registry.ts';
import { languageOf, useCodeText } from '../../../app/error-text.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useThreadEvents } from '../thread-context.tsx';
import type { Delivery, ShownMessage } from '../thread-row.ts';
import { useUndoSend } from '../undo-send.ts';

const icons: Record<Delivery, LucideIcon> = {
  held: Clock,
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
  const { t, i18n } = useTranslation();
  const codeText = useCodeText();
  const { outbox } = useDesk();
  const reason = message.refusal?.[languageOf(i18n.language)] ?? codeText(message.error ?? 'internal');
  return (
    <div className="bubble-delivery bubble-delivery-failed" role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <span>{t('thread.failed', { reason })}</span>
      <Button type="link" size="small" onClick={() => outbox.retry(message.id)}>
        {t('common.retry')}
      </Button>
      <Button type="link" size="small" danger onClick={() => outbox.discard(message.id)}>
        {t('thread.discard')}
      </Button>
    </div>
  );
};

/** Somebody looks at it first; released, it arrives by itself. */
const InReview = ({ message }: { message: ShownMessage }) => {
  const { t } = useTranslation();
  const codeText = useCodeText();
  const { outbox } = useDesk();
  return (
    <div className={`${classNamesOf('held')} bubble-delivery-review`} role="status">
      <Clock size={14} aria-hidden="true" />
      <span>{codeText('held_for_review')}</span>
      <Button type="link" size="small" onClick={() => outbox.retry(message.id)}>
        {t('thread.askAgain')}
      </Button>
    </div>
  );
};

/** It leaves in a moment: until then one may think again. */
const Held = ({ message }: { message: ShownMessage }) => {
  const { t } = useTranslation();
  const { conversationId } = useThreadEvents();
  const { undo } = useUndoSend(conversationId);
  const left = Math.ceil(((message.notBefore ?? 0) - useNow(500)) / 1_000);
  const again = () => {
    if (undo(message.id)) runAction(message.kind === 'note' ? 'note' : 'reply');
  };
  return (
    <div className={classNamesOf('held')}>
      <Clock size={14} aria-hidden="true" />
      <span>{left > 0 ? t('undo.in', { count: left }) : t('thread.delivery.waiting')}</span>
      {left > 0 ? (
        <Button type="link" size="small" onClick={again}>
          {t('undo.undo')}
        </Button>
      ) : null}
    </div>
  );
};

/** How far a message of ours has come: told once for a group, and always when it hangs. */
export const MessageDelivery = ({ message, delivery, last }: MessageDeliveryProps) => {
  const { t } = useTranslation();
  if (delivery === 'held') return <Held message={message} />;
  if (message.error === 'held_for_review') return <InReview message={message} />;
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
