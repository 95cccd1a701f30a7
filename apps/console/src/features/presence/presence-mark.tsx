import type { PresenceState } from '@cskefu/contract';
import { Check, CircleOff, Clock, type LucideIcon, Minus } from 'lucide-react';

const icons: Record<PresenceState, LucideIcon> = { ready: Check, away: Clock, busy: Minus, offline: CircleOff };

/** A state as a sign; the word stands beside it. */
export const PresenceMark = ({ state }: { state: PresenceState }) => {
  const Icon = icons[state];
  return (
    <span className={`presence-mark presence-${state}`}>
      <Icon size={13} strokeWidth={2.5} aria-hidden="true" />
    </span>
  );
};
