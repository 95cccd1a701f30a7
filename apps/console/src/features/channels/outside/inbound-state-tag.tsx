import type { InboundState } from '@cskefu/contract';
import { CircleCheck, CircleSlash, CircleX, Clock, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const looks: Record<InboundState, [LucideIcon, string]> = {
  received: [Clock, 'warn'],
  parsed: [Clock, 'warn'],
  matched: [CircleCheck, 'good'],
  ignored: [CircleSlash, 'quiet'],
  failed: [CircleX, 'bad'],
};

export const InboundStateTag = ({ state }: { state: InboundState }) => {
  const { t } = useTranslation();
  const [Icon, tone] = looks[state];
  return (
    <span className={`outside-tag outside-${tone}`}>
      <Icon size={14} aria-hidden="true" />
      {t(`inbound.states.${state}`)}
    </span>
  );
};
