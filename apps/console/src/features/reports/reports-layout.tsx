import { Link, Outlet } from '@tanstack/react-router';
import { FlaskConical, Smile, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { AntWords } from '../../components/ant-words.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import '../administration/administration-layout.css';
import './reports.css';

const pages = [
  { key: 'agents', to: '/reports/agents', icon: UsersRound },
  { key: 'satisfaction', to: '/reports/satisfaction', icon: Smile },
  { key: 'whatIf', to: '/reports/what-if', icon: FlaskConical },
] as const;

/** What was, and what would be: the pages of the statistics with their own navigation. */
export const ReportsLayout = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'reports:read')) return <Forbidden page={t('reports.title')} />;
  return (
    <div className="administration">
      <nav className="administration-nav" aria-label={t('reports.navigation')}>
        <div className="administration-group">
          <h2>{t('reports.title')}</h2>
          {pages.map(({ key, to, icon: Icon }) => (
            <Link
              key={key}
              to={to}
              className="administration-link"
              activeProps={{ className: 'administration-link-active' }}
            >
              <Icon size={16} aria-hidden="true" />
              {t(`reports.pages.${key}`)}
            </Link>
          ))}
        </div>
      </nav>
      <AntWords>
        <Outlet />
      </AntWords>
    </div>
  );
};
