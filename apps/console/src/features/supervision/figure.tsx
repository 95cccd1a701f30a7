import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { classNames } from '../../lib/class-names.ts';

interface FigureProps {
  label: string;
  /** What exactly is counted; told on hover and focus. */
  definition: string;
  tone?: 'waiting' | 'danger' | 'active' | null;
  children: ReactNode;
  /** A second, smaller line. */
  beside?: ReactNode;
}

/** A number of the wall, with its definition one touch away. */
export const Figure = ({ label, definition, tone = null, children, beside }: FigureProps) => (
  <div className={classNames('figure', tone && `figure-${tone}`)}>
    <dt>
      <Definition label={label} definition={definition} />
    </dt>
    <dd>
      <span className="figure-value">{children}</span>
      {beside ? <small>{beside}</small> : null}
    </dd>
  </div>
);

/** A word that says on hover and focus what it means. */
export const Definition = ({ label, definition }: { label: string; definition: string }) => (
  <Tooltip title={definition}>
    <button type="button" className="definition" aria-label={`${label}: ${definition}`}>
      {label}
    </button>
  </Tooltip>
);
