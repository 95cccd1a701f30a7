import { AlarmClock } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../app/actions/registry.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import { useIsFocused } from '../thread-context.tsx';

const SnoozeDialog = lazy(() => import('./snooze-dialog.tsx'));

/** Puts the conversation aside until a time. */
export const SnoozeButton = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useActions({ snooze: () => setOpen(true) }, useIsFocused());
  return (
    <>
      <IconButton
        label={t('snooze.title')}
        icon={<AlarmClock size={18} />}
        onClick={() => setOpen(true)}
        placement="bottom"
        shortcut="h"
      />
      {open ? (
        <OnDemand>
          <SnoozeDialog conversationId={conversationId} onClose={() => setOpen(false)} />
        </OnDemand>
      ) : null}
    </>
  );
};
