import type { PluginCondition } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { ToneTag } from '../../components/tone-tag.tsx';
import { conditions } from './conditions.ts';

export const ConditionTag = ({ condition }: { condition: PluginCondition }) => {
  const { t } = useTranslation();
  const { icon, tone } = conditions[condition];
  return (
    <ToneTag tone={tone} icon={icon}>
      {t(`plugins.conditions.${condition}`)}
    </ToneTag>
  );
};
