import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type SectionKey = 'texts' | 'routing' | 'waiting' | 'silence' | 'hours' | 'after';

/** A part of the settings, under its own heading. */
export const Section = ({ name, children }: { name: SectionKey; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <section id={`settings-${name}`} className="settings-section" aria-labelledby={`heading-${name}`}>
      <h2 id={`heading-${name}`}>{t(`sessionSettings.sections.${name}`)}</h2>
      <p>{t(`sessionSettings.leads.${name}`)}</p>
      {children}
    </section>
  );
};
