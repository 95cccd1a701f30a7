import { newId } from '@cskefu/client';
import type { Conversation } from '@cskefu/contract';
import { CalendarClock } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../app/actions/registry.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import type { Quote } from '../quote.ts';
import { useIsFocused } from '../thread-context.tsx';
import { useSchedule } from './scheduled.ts';

const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx'));

interface ScheduleButtonProps {
  conversation: Conversation;
  /** What stands in the field. */
  text: string;
  quote: Quote | null;
  onScheduled: () => void;
}

/** Sends what stands in the field, or what is written in its dialog, at another time. */
export const ScheduleButton = ({ conversation, text, quote, onScheduled }: ScheduleButtonProps) => {
  const { t } = useTranslation();
  // One id for all tries: however often it is sent to the server, it is scheduled once.
  const [id, setId] = useState<string | null>(null);
  const schedule = useSchedule(conversation.id);
  const open = () => setId(newId());
  useActions({ schedule: open }, useIsFocused());
  return (
    <>
      <IconButton label={t('schedule.title')} icon={<CalendarClock size={18} />} onClick={open} shortcut="d" />
      {id ? (
        <OnDemand>
          <ScheduleDialog
            text={text}
            busy={schedule.isPending}
            onSubmit={(words, sendAt) =>
              schedule.mutate(
                { id, text: words, replyTo: quote?.seq, sendAt },
                {
                  onSuccess: () => {
                    onScheduled();
                    setId(null);
                  },
                },
              )
            }
            onClose={() => setId(null)}
          />
        </OnDemand>
      ) : null}
    </>
  );
};
