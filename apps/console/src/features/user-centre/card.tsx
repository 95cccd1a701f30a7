import type { ReactNode } from 'react';

interface CardProps {
  title: string;
  /** What it is for. */
  text?: ReactNode;
  acts?: ReactNode;
  children?: ReactNode;
}

/** One matter of the user centre: what it is, what can be done, and its present state. */
export const Card = ({ title, text, acts, children }: CardProps) => (
  <section className="me-card" aria-label={title}>
    <header className="me-card-head">
      <div>
        <h2>{title}</h2>
        {text ? <p>{text}</p> : null}
      </div>
      {acts ? <div className="me-card-acts">{acts}</div> : null}
    </header>
    {children}
  </section>
);

interface RowProps {
  icon?: ReactNode;
  title: ReactNode;
  detail: ReactNode;
  acts?: ReactNode;
}

/** One thing of a list. */
export const Row = ({ icon, title, detail, acts }: RowProps) => (
  <li className="me-row">
    {icon ? <span className="me-row-icon">{icon}</span> : null}
    <span className="me-row-words">
      <strong>{title}</strong>
      <span>{detail}</span>
    </span>
    {acts ? <span className="me-row-acts">{acts}</span> : null}
  </li>
);

/** A word about the state of something, with its colour. */
export const Tag = ({ kind, children }: { kind: 'good' | 'quiet' | 'bad'; children: ReactNode }) => (
  <span className={`me-tag me-tag-${kind}`}>{children}</span>
);
