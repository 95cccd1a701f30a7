import { Button } from 'antd';
import { SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppearanceMenu } from '../../app/appearance-menu.tsx';
import { BrandMark } from '../../components/brand-mark.tsx';
import { PineHills } from './pine-hills.tsx';
import './entrance.css';

/** The frame of what one sees before coming in. */
export const Entrance = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <div className="entrance scroll">
      <aside className="entrance-picture">
        <div className="entrance-words">
          <p className="entrance-claim">{t('signIn.claim')}</p>
          <p className="entrance-claim-text">{t('signIn.claimText')}</p>
        </div>
        <PineHills />
      </aside>
      <main className="entrance-main">
        <header className="entrance-head">
          <span className="entrance-brand">
            <BrandMark />
            {t('app.name')}
          </span>
          <AppearanceMenu placement="bottomRight">
            <Button type="text" icon={<SunMoon size={18} />} aria-label={t('appearance.title')}>
              {t('appearance.title')}
            </Button>
          </AppearanceMenu>
        </header>
        <section className="entrance-form">
          <h1>{title}</h1>
          {children}
        </section>
      </main>
    </div>
  );
};
