import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../app/session.ts';
import { AntWords } from '../../components/ant-words.tsx';
import { sectionsFor } from './sections.ts';
import './administration-layout.css';
import './parts.css';

/** The pages of the administration with their own navigation: people, then how the desk runs. */
export const AdministrationLayout = () => {
  const { t } = useTranslation();
  const groups = sectionsFor(useAccount());
  return (
    <div className="administration">
      {groups.length > 0 ? (
        <nav className="administration-nav" aria-label={t('administration.navigation')}>
          {groups.map(({ key, sections }) => (
            <div key={key} className="administration-group">
              <h2>{t(`administration.groups.${key}`)}</h2>
              {sections.map(({ key, to, icon: Icon }) => (
                <Link
                  key={key}
                  to={to}
                  className="administration-link"
                  activeProps={{ className: 'administration-link-active' }}
                >
                  <Icon size={16} aria-hidden="true" />
                  {t(`administration.sections.${key}`)}
                </Link>
              ))}
            </div>
          ))}
        </nav>
      ) : null}
      <AntWords>
        <Outlet />
      </AntWords>
    </div>
  );
};
