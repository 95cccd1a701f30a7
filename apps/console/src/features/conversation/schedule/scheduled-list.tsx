import type { ScheduledMessage } from '@cskefu/contract';
import { Button } from 'antd';
import { CalendarClock, CircleAlert } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../../../app/error-text.ts';
import { OnDemand } from '../../../components/on-demand.tsx';
import { useFutureText } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { useNow } from '../../../lib/clock.ts';
import { copyText } from '../../../lib/copy-text.ts';
import { useCancelScheduled, useChangeScheduled, useScheduled, useSendScheduledNow } from './scheduled.ts';
import '../strips.css';

const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx'));

/** What waits to be sent in this conversation, and what could not be. */
export const ScheduledList = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const scheduled = useScheduled(conversationId);
  if (scheduled.length === 0) return null;
  return (
    <section className="scheduled scroll" aria-label={t('schedule.pending')}>
      {scheduled.map((one) =>
        one.failure ? <Failed key={one.id} scheduled={one} /> : <Waiting key={one.id} scheduled={one} />,
      )}
    </section>
  );
};

const Waiting = ({ scheduled }: { scheduled: ScheduledMessage }) => {
  const { t } = useTranslation();
  const words = useFutureText();
  const now = useNow(60_000);
  const [editing, setEditing] = useState(false);
  const change = useChangeScheduled(scheduled.id);
  const cancel = useCancelScheduled();
  const send = useSendScheduledNow();
  const { id, text, sendAt } = scheduled;
  return (
    <div className="thread-strip">
      <CalendarClock size={14} aria-hidden="true" />
      <time dateTime={sendAt}>{words(Date.parse(sendAt), now)}</time>
      <span title={text}>{text}</span>
      <Button size="small" type="text" onClick={() => setEditing(true)}>
        {t('schedule.edit')}
      </Button>
      <Button size="small" type="text" loading={send.isPending} onClick={() => send.mutate(id)}>
        {t('schedule.now')}
      </Button>
      <Button size="small" type="text" danger loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
        {t('schedule.cancel')}
      </Button>
      {editing ? (
        <OnDemand>
          <ScheduleDialog
            text={text}
            sendAt={sendAt}
            busy={change.isPending}
            onSubmit={(next, at) => change.mutate({ text: next, sendAt: at }, { onSuccess: () => setEditing(false) })}
            onClose={() => setEditing(false)}
          />
        </OnDemand>
      ) : null}
    </div>
  );
};

const Failed = ({ scheduled: { id, text, failure } }: { scheduled: ScheduledMessage }) => {
  const { t } = useTranslation();
  const codeText = useCodeText();
  const discard = useCancelScheduled();
  const copy = async () => {
    const copied = await copyText(text);
    toast(copied ? 'good' : 'bad', t(copied ? 'common.copied' : 'common.copyFailed'));
  };
  return (
    <div className="thread-strip thread-strip-failed" role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <span title={text}>
        {t('schedule.failed', { reason: codeText(failure ?? 'internal') })} {text}
      </span>
      <Button size="small" onClick={() => void copy()}>
        {t('composer.copyDraft')}
      </Button>
      <Button size="small" type="text" loading={discard.isPending} onClick={() => discard.mutate(id)}>
        {t('thread.discard')}
      </Button>
    </div>
  );
};
