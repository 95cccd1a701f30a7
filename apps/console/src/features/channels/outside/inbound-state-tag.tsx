import type { InboundState } from '@cskefu/contract';
import { CircleCheck, CircleSlash, CircleX, Clock, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Tone, ToneTag } from '../../../components/tone-tag.tsx';

const looks: Record<InboundState, [LucideIcon, Tone]> = {
  received: [Clock, 'warn'],
  parsed: [Clock, 'warn'],
  matched: [CircleCheck, 'good'],
  ignored: [CircleSlash, 'quiet'],
  failed: [CircleX, 'bad'],
};

export const InboundStateTag = ({ state }: { state: InboundState }) => {
  const { t } = useTranslation();
  const [icon, tone] = looks[state];
  return (
    <ToneTag tone={tone} icon={icon}>
      {t(`inbound.states.${state}`)}
    </ToneTag>
  );
};
