import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { Menu } from '../../components/menu.tsx';
import { type PresenceChoice, useAwayReasons, usePresence, usePresenceReason, useSetPresence } from './presence.ts';
import { PresenceMark } from './presence-mark.tsx';

const choices: PresenceChoice[] = ['ready', 'away', 'busy'];

export const PresenceSwitch = () => {
  const { t } = useTranslation();
  const state = usePresence() ?? 'offline';
  const reason = usePresenceReason();
  const reasons = useAwayReasons();
  const setPresence = useSetPresence();
  useActions({
    becomeReady: () => setPresence.mutate({ state: 'ready' }),
    becomeAway: () => setPresence.mutate({ state: 'away' }),
    becomeBusy: () => setPresence.mutate({ state: 'busy' }),
  });
  const entries = choices.map((choice) => ({
    key: choice,
    label: t(`presence.${choice}`),
    detail: t(`presence.detail.${choice}`),
    icon: <PresenceMark state={choice} />,
    checked: state === choice && (choice !== 'away' || reason === null),
    onSelect: () => setPresence.mutate({ state: choice }),
  }));
  const because = reasons.map(({ name, maxMinutes }) => ({
    key: `away-${name}`,
    label: name,
    ...(maxMinutes === null ? {} : { detail: t('presence.atMost', { minutes: maxMinutes }) }),
    icon: <Clock size={13} aria-hidden="true" />,
    checked: state === 'away' && reason === name,
    onSelect: () => setPresence.mutate({ state: 'away', reason: name }),
  }));
  const groups = [
    { key: 'presence', title: t('presence.title'), entries },
    ...(because.length > 0 ? [{ key: 'away', title: t('presence.because'), entries: because }] : []),
  ];
  return (
    <Menu groups={groups} placement="topLeft">
      <button
        type="button"
        className="rail-button rail-presence"
        aria-label={`${t('presence.title')}: ${t(`presence.${state}`)}`}
        title={reason ?? undefined}
      >
        <PresenceMark state={state} />
        <span>{t(`presence.${state}`)}</span>
      </button>
    </Menu>
  );
};
