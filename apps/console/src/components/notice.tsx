import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  role?: 'alert' | 'status';
}

/** What stands in a place that has nothing to show: why, and the first act. */
export const Notice = ({ icon: Icon, title, text, children, role }: NoticeProps) => (
  <div className="notice" role={role}>
    <Icon className="notice-icon" size={32} strokeWidth={1.5} aria-hidden="true" />
    <p className="notice-title">{title}</p>
    {text ? <p className="notice-text">{text}</p> : null}
    {children ? <div className="notice-acts">{children}</div> : null}
  </div>
);
