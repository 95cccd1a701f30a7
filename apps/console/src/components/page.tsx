import type { ReactNode } from 'react';
import { classNames } from '../lib/class-names.ts';
import './page.css';

interface PageProps {
  title: ReactNode;
  /** What this page is for. */
  lead?: string;
  acts?: ReactNode;
  /** For tables: takes all the room there is. */
  wide?: boolean;
  children: ReactNode;
}

/** A page beside the workbench: a heading, its acts, and room to read. */
export const Page = ({ title, lead, acts, wide = false, children }: PageProps) => (
  <main className="page scroll">
    <div className={classNames('page-inside', wide && 'page-wide')}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {acts ? <div className="page-acts">{acts}</div> : null}
      </header>
      {children}
    </div>
  </main>
);
