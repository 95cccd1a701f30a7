import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Trail } from '../visitors/trail.tsx';
import { conversationTrailQuery } from '../visitors/visitors.ts';

/** What the visitor of a conversation looks at, with what, and what was before. */
export const VisitorTrailSection = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const trail = useQuery(conversationTrailQuery(conversationId));
  if (!trail.data) return null;
  return (
    <section className="panel-section" aria-label={t('visitors.trail.title')}>
      <h4>{t('visitors.trail.title')}</h4>
      <Trail trail={trail.data} besides={conversationId} heading="h4" />
    </section>
  );
};
