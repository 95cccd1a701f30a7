import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import './back-title.css';

interface BackTitleProps {
  to: NonNullable<LinkProps['to']>;
  /** Where the arrow leads. */
  label: string;
  icon?: ReactNode;
  children: ReactNode;
}

/** The title of a page below another: the way back, what it is, and its name on up to four lines. */
export const BackTitle = ({ to, label, icon, children }: BackTitleProps) => (
  <span className="back-title">
    <Link to={to} aria-label={label} title={label}>
      <ArrowLeft size={18} />
    </Link>
    {icon}
    <span>{children}</span>
  </span>
);
