import type { Delivery } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Ban, Check, CheckCheck, CircleAlert, CircleQuestionMark, Clock, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { useFutureText } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { useThreadEvents } from '../thread-context.tsx';
import { deliveriesQuery, useResend } from './outside.ts';

const icons: Record<Delivery['state'], LucideIcon> = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  unknown: CircleQuestionMark,
  cancelled: Ban,
};

const looks: Partial<Record<Delivery['state'], string>> = { read: 'read', failed: 'failed', unknown: 'failed' };

interface OutsideDeliveryProps {
  messageId: string;
  last: boolean;
}

/** How far a message has come on its way out: told once for a group, and always when it hangs. */
const OutsideDelivery = ({ messageId, last }: OutsideDeliveryProps) => {
  const { t } = useTranslation();
  const { conversationId } = useThreadEvents();
  const { data } = useQuery(deliveriesQuery(conversationId));
  const delivery = data?.[messageId];
  if (!delivery) return null;
  const { state } = delivery;
  const troubled = state === 'failed' || state === 'unknown' || (state === 'queued' && delivery.code !== null);
  const settled = state === 'sent' || state === 'delivered' || state === 'read';
  if (settled && !last) return null;
  const Icon = icons[state];
  return (
    <div
      className={`bubble-delivery bubble-delivery-${looks[state] ?? 'sent'}`}
      role={state === 'failed' || state === 'unknown' ? 'alert' : undefined}
    >
      <Icon size={14} aria-hidden="true" />
      {troubled ? <Trouble delivery={delivery} /> : <span>{t(`outside.states.${state}`)}</span>}
      {delivery.pieces > 1 ? <span>{t('outside.pieces', { count: delivery.pieces })}</span> : null}
    </div>
  );
};

/** Why it has not arrived, and what one can do about it. */
const Trouble = ({ delivery }: { delivery: Delivery }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const futureText = useFutureText();
  const { readOnly } = useThreadEvents();
  const resend = useResend(delivery.conversationId);
  const { state, code, detail, nextAttemptAt, canResend } = delivery;
  const reason = t(`outside.codes.${code ?? 'unknown'}`);
  const words =
    state === 'queued'
      ? nextAttemptAt
        ? t('outside.again', { reason, when: futureText(Date.parse(nextAttemptAt), Date.now()) })
        : t('outside.againSoon', { reason })
      : t(`outside.states.${state}`);
  return (
    <>
      <span title={detail ?? undefined}>
        {words}
        {state === 'failed' ? t('outside.because', { reason }) : null}
      </span>
      {canResend && !readOnly ? (
        <Button
          type="link"
          size="small"
          loading={resend.isPending}
          onClick={() => resend.mutate(delivery.id, { onError: (error) => toast('bad', errorText(error)) })}
        >
          {t('outside.resend')}
        </Button>
      ) : null}
    </>
  );
};

export default OutsideDelivery;
