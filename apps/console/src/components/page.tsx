import type { ReactNode } from 'react';
import './page.css';

interface PageProps {
  title: ReactNode;
  /** What this page is for. */
  lead?: string;
  acts?: ReactNode;
  children: ReactNode;
}

/** A page beside the workbench: a heading, its acts, and room to read. */
export const Page = ({ title, lead, acts, children }: PageProps) => (
  <main className="page scroll">
    <div className="page-inside">
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
