import { CircleCheck, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ToneTag } from '../../components/tone-tag.tsx';

export const EnabledTag = ({ enabled }: { enabled: boolean }) => {
  const { t } = useTranslation();
  return (
    <ToneTag tone={enabled ? 'good' : 'quiet'} icon={enabled ? CircleCheck : CircleSlash}>
      {enabled ? t('channels.on') : t('channels.off')}
    </ToneTag>
  );
};
