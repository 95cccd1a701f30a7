import type { Conversation, Satisfaction } from '@cskefu/contract';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useReasonWords } from './satisfaction-form.ts';
import './satisfaction-mark.css';

export const levels = [5, 4, 3, 2, 1] as const;
export type Level = (typeof levels)[number];

/** How content the visitor was, as a star, a figure and a word. */
export const SatisfactionMark = ({
  satisfaction,
  words,
}: {
  satisfaction: Pick<Satisfaction, 'level'>;
  words?: string;
}) => {
  const { t } = useTranslation();
  const level = satisfaction.level as Level;
  return (
    <span className={`satisfaction satisfaction-${level}`}>
      <Star size={13} fill="currentColor" aria-hidden="true" />
      <b>{level}</b>
      {words ?? t(`satisfaction.levels.${level}`)}
    </span>
  );
};

interface SatisfactionFactsProps {
  conversation: Pick<Conversation, 'id' | 'skillGroup'>;
  satisfaction: Satisfaction;
}

/** The same in the words of its skill group, with the reasons and what the visitor wrote. */
export const SatisfactionFacts = ({ conversation, satisfaction }: SatisfactionFactsProps) => {
  const { t } = useTranslation();
  const { level, reasons, comment } = satisfaction;
  const words = useReasonWords(conversation);
  const levelWords = words.level(level);
  return (
    <div className="satisfaction-facts">
      <SatisfactionMark satisfaction={satisfaction} {...(levelWords && { words: levelWords })} />
      {reasons.length > 0 ? <p>{reasons.map(words.reason).join(t('satisfaction.comma'))}</p> : null}
      {comment ? <blockquote dir="auto">{comment}</blockquote> : null}
    </div>
  );
};
