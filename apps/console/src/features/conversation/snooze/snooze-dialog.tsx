import { MAX_SNOOZE_REASON_LENGTH } from '@cskefu/contract/limits';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/dialog.tsx';
import { LaterChoice } from '../../../components/later-choice.tsx';
import { useFutureText } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { laterMoments } from '../../../lib/later.ts';
import { useSnooze } from './snooze.ts';

interface SnoozeDialogProps {
  conversationId: string;
  onClose: () => void;
}

/** Until when, and why: the reason stands in the list and in the thread. */
const SnoozeDialog = ({ conversationId, onClose }: SnoozeDialogProps) => {
  const { t } = useTranslation();
  const words = useFutureText();
  const [until, setUntil] = useState<number | null>(() => laterMoments(Date.now())[0]?.moment ?? null);
  const [reason, setReason] = useState('');
  const snooze = useSnooze(conversationId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (until === null || snooze.isPending) return;
    const done = () => {
      toast('good', t('snooze.done', { time: words(until, Date.now()) }));
      onClose();
    };
    snooze.mutate({ until, reason }, { onSuccess: done });
  };
  return (
    <Dialog title={t('snooze.title')} onClose={onClose}>
      <form className="later-form" onSubmit={submit}>
        <LaterChoice label={t('snooze.until')} value={until} onChoose={setUntil} focus />
        <label>
          {t('snooze.reason')}
          <input
            type="text"
            className="later-text"
            maxLength={MAX_SNOOZE_REASON_LENGTH}
            value={reason}
            placeholder={t('snooze.reasonHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <p className="later-hint">{t('snooze.hint')}</p>
        <footer className="sheet-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={until === null} loading={snooze.isPending}>
            {t('snooze.submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

export default SnoozeDialog;
