import type { InboundState } from '@cskefu/contract';
import { CircleCheck, CircleSlash, CircleX, Clock, type LucideIcon, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Tone, ToneTag } from '../../../components/tone-tag.tsx';

const looks: Record<InboundState, [LucideIcon, Tone]> = {
  received: [Clock, 'warn'],
  parsed: [Clock, 'warn'],
  matched: [CircleCheck, 'good'],
  ignored: [CircleSlash, 'quiet'],
  failed: [CircleX, 'bad'],
};

interface InboundStateTagProps {
  state: InboundState;
  /** It is tried again by itself. */
  again: boolean;
}

export const InboundStateTag = ({ state, again }: InboundStateTagProps) => {
  const { t } = useTranslation();
  if (state === 'failed' && again) {
    return (
      <ToneTag tone="warn" icon={RotateCw}>
        {t('inbound.again')}
      </ToneTag>
    );
  }
  const [icon, tone] = looks[state];
  return (
    <ToneTag tone={tone} icon={icon}>
      {t(`inbound.states.${state}`)}
    </ToneTag>
  );
};
