import type { WrapUp } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { FullMoment } from '../../components/time.tsx';
import '../records/records-page.css';

/** A wrap-up to read. */
export const WrapUpFacts = ({ wrapUp }: { wrapUp: WrapUp }) => {
  const { t } = useTranslation();
  const { serviceTypes, memo, followUp, by } = wrapUp;
  return (
    <span className="records-two">
      {serviceTypes.length > 0 ? <span>{serviceTypes.map(({ name }) => name).join(t('wrapUp.comma'))}</span> : null}
      {memo ? <span className="records-words">{memo}</span> : null}
      {followUp ? (
        <small>
          {t(followUp.doneAt ? 'wrapUp.followedUp' : 'wrapUp.followUpAt')} <FullMoment at={followUp.dueAt} />
          {followUp.memo ? ` · ${followUp.memo}` : ''}
        </small>
      ) : null}
      <small>{t('wrapUp.by', { name: by.name })}</small>
    </span>
  );
};
