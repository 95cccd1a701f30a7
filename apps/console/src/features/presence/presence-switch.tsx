import type { PresenceState } from '@cskefu/contract';
import { Check, CircleOff, Clock, type LucideIcon, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { Menu } from '../../components/menu.tsx';
import { type PresenceChoice, usePresence, useSetPresence } from './presence.ts';

const choices: PresenceChoice[] = ['ready', 'away', 'busy'];
const icons: Record<PresenceState, LucideIcon> = { ready: Check, away: Clock, busy: Minus, offline: CircleOff };

const PresenceMark = ({ state }: { state: PresenceState }) => {
  const Icon = icons[state];
  return (
    <span className={`presence-mark presence-${state}`}>
      <Icon size={13} strokeWidth={2.5} aria-hidden="true" />
    </span>
  );
};

export const PresenceSwitch = () => {
  const { t } = useTranslation();
  const state = usePresence() ?? 'offline';
  const setPresence = useSetPresence();
  useActions({
    becomeReady: () => setPresence.mutate('ready'),
    becomeAway: () => setPresence.mutate('away'),
    becomeBusy: () => setPresence.mutate('busy'),
  });
  const entries = choices.map((choice) => ({
    key: choice,
    label: t(`presence.${choice}`),
    detail: t(`presence.detail.${choice}`),
    icon: <PresenceMark state={choice} />,
    checked: state === choice,
    onSelect: () => setPresence.mutate(choice),
  }));
  return (
    <Menu groups={[{ key: 'presence', title: t('presence.title'), entries }]} placement="topLeft">
      <button
        type="button"
        className="rail-button rail-presence"
        aria-label={`${t('presence.title')}: ${t(`presence.${state}`)}`}
      >
        <PresenceMark state={state} />
        <span>{t(`presence.${state}`)}</span>
      </button>
    </Menu>
  );
};
