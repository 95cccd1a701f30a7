import { Popover } from 'antd';
import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SkeletonLine } from '../../components/skeleton.tsx';

interface FigureCardProps {
  title: string;
  /** Undefined: on its way. */
  value: string | undefined;
  /** What the figure means, one click away. */
  definition?: string;
  hint?: string;
}

/** One figure in large. */
export const FigureCard = ({ title, value, definition, hint }: FigureCardProps) => (
  <div className="figure-card">
    <span className="figure-title">
      {title}
      {definition ? <Definition title={title} text={definition} /> : null}
    </span>
    <strong>{value ?? <SkeletonLine width="60%" />}</strong>
    {hint ? <small>{hint}</small> : null}
  </div>
);

export const Definition = ({ title, text }: { title: string; text: string }) => {
  const { t } = useTranslation();
  return (
    <Popover content={<p className="figure-definition">{text}</p>} trigger="click">
      <button type="button" className="figure-info" aria-label={t('reports.meaning', { title })}>
        <Info size={13} aria-hidden="true" />
      </button>
    </Popover>
  );
};
