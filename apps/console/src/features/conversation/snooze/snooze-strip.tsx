import type { Conversation } from '@cskefu/contract';
import { Button } from 'antd';
import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { useFutureText } from '../../../components/time.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useWake } from './snooze.ts';
import '../strips.css';

/** That this conversation is put aside, until when and why; its agent may take it up again. */
export const SnoozeStrip = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const words = useFutureText();
  const now = useNow(60_000);
  const wake = useWake(conversation.id);
  const { snooze, agent } = conversation;
  if (!snooze) return null;
  return (
    <div className="thread-strip thread-strip-snooze" role="note">
      <AlarmClock size={14} aria-hidden="true" />
      <span>
        {t('snooze.strip', { time: words(Date.parse(snooze.until), now) })}
        {snooze.reason ? <em> · {snooze.reason}</em> : null}
      </span>
      {agent?.id === accountId ? (
        <Button size="small" loading={wake.isPending} onClick={() => wake.mutate()}>
          {t('snooze.wake')}
        </Button>
      ) : null}
    </div>
  );
};
