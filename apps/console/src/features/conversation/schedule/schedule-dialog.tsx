import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/dialog.tsx';
import { LaterChoice } from '../../../components/later-choice.tsx';
import { laterMoments } from '../../../lib/later.ts';

interface ScheduleDialogProps {
  text: string;
  /** Of one that is changed. */
  sendAt?: string;
  busy: boolean;
  onSubmit: (text: string, sendAt: string) => void;
  onClose: () => void;
}

/** The words, and when they are sent. */
const ScheduleDialog = ({ text: before, sendAt, busy, onSubmit, onClose }: ScheduleDialogProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(before);
  const [moment, setMoment] = useState<number | null>(() =>
    sendAt ? Date.parse(sendAt) : (laterMoments(Date.now())[0]?.moment ?? null),
  );
  const sendable = text.trim() !== '' && text.length <= MAX_TEXT_LENGTH && moment !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sendable && !busy) onSubmit(text.trim(), new Date(moment).toISOString());
  };
  return (
    <Dialog title={t('schedule.title')} onClose={onClose}>
      <form className="later-form" onSubmit={submit}>
        <label>
          {t('schedule.words')}
          <textarea
            data-first-focus={before === '' || undefined}
            className="later-text"
            rows={3}
            maxLength={MAX_TEXT_LENGTH}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <LaterChoice
          label={t('schedule.when')}
          value={moment}
          onChoose={setMoment}
          own={sendAt !== undefined}
          focus={before !== ''}
        />
        <p className="later-hint">{t('schedule.hint')}</p>
        <footer className="sheet-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!sendable} loading={busy}>
            {t('schedule.submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

export default ScheduleDialog;
