import { CircleCheck, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';

export const EnabledTag = ({ enabled }: { enabled: boolean }) => {
  const { t } = useTranslation();
  const Icon = enabled ? CircleCheck : CircleSlash;
  return (
    <span className={classNames('channel-tag', enabled && 'channel-tag-on')}>
      <Icon size={14} aria-hidden="true" />
      {enabled ? t('channels.on') : t('channels.off')}
    </span>
  );
};
