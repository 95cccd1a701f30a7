import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';

export const NotFound = () => {
  const { t } = useTranslation();
  return (
    <Notice icon={Compass} title={t('notFound.title')} text={t('notFound.text')}>
      <Link to="/">{t('notFound.home')}</Link>
    </Notice>
  );
};
