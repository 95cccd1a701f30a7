import type { PluginCondition } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { conditions } from './conditions.ts';

export const ConditionTag = ({ condition }: { condition: PluginCondition }) => {
  const { t } = useTranslation();
  const { icon: Icon, tone } = conditions[condition];
  return (
    <span className={`plugin-tag plugin-${tone}`}>
      <Icon size={14} aria-hidden="true" />
      {t(`plugins.conditions.${condition}`)}
    </span>
  );
};
