import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { Notice } from '../../components/notice.tsx';

/** What one sees at the address of a page that one's roles do not open. */
export const Forbidden = ({ page }: { page: string }) => {
  const { t } = useTranslation();
  usePageTitle(`${page} · ${t('app.name')}`);
  return (
    <main className="page page-notice scroll">
      <h1 className="visually-hidden">{page}</h1>
      <Notice
        icon={LockKeyhole}
        title={t('administration.forbidden', { page })}
        text={t('administration.forbiddenText')}
      />
    </main>
  );
};
