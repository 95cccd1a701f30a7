import type { Satisfaction } from '@cskefu/contract';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './satisfaction-mark.css';

export const levels = [5, 4, 3, 2, 1] as const;
export type Level = (typeof levels)[number];

/** How content the visitor was, as a star, a figure and a word. */
export const SatisfactionMark = ({ satisfaction }: { satisfaction: Pick<Satisfaction, 'level'> }) => {
  const { t } = useTranslation();
  const level = satisfaction.level as Level;
  return (
    <span className={`satisfaction satisfaction-${level}`}>
      <Star size={13} fill="currentColor" aria-hidden="true" />
      <b>{level}</b>
      {t(`satisfaction.levels.${level}`)}
    </span>
  );
};

/** The same with the reasons and what the visitor wrote. */
export const SatisfactionFacts = ({ satisfaction }: { satisfaction: Satisfaction }) => {
  const { t } = useTranslation();
  const { reasons, comment } = satisfaction;
  return (
    <div className="satisfaction-facts">
      <SatisfactionMark satisfaction={satisfaction} />
      {reasons.length > 0 ? (
        <p>{reasons.map((reason) => t(`satisfaction.reasons.${reason}`)).join(t('satisfaction.comma'))}</p>
      ) : null}
      {comment ? <blockquote dir="auto">{comment}</blockquote> : null}
    </div>
  );
};
