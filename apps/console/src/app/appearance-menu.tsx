import type { Locale } from '@cskefu/contract';
import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu } from '../components/menu.tsx';
import type { MenuGroup, MenuProps, TriggerProps } from '../components/menu-entries.ts';
import { chooseLocale } from './i18n.ts';
import { type ThemeChoice, useThemeChoice } from './theme.ts';

const locales: { locale: Locale; name: string }[] = [
  { locale: 'zh-CN', name: '简体中文' },
  { locale: 'en', name: 'English' },
];

const themes: { choice: ThemeChoice; icon: ReactElement }[] = [
  { choice: 'light', icon: <Sun size={16} /> },
  { choice: 'dark', icon: <Moon size={16} /> },
  { choice: 'system', icon: <Monitor size={16} /> },
];

interface AppearanceMenuProps extends Pick<MenuProps, 'placement'> {
  children: ReactElement<TriggerProps>;
  /** Where the choice of language must be told to others than this device. */
  onLocale?: (locale: Locale) => void;
}

/** Language and theme, the same on the sign-in page and inside. */
export const AppearanceMenu = ({ children, onLocale, ...menu }: AppearanceMenuProps) => {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useThemeChoice();
  const chooseLanguage = (locale: Locale) => {
    void chooseLocale(locale);
    onLocale?.(locale);
  };
  const groups: MenuGroup[] = [
    {
      key: 'language',
      title: t('appearance.language'),
      entries: locales.map(({ locale, name }) => ({
        key: locale,
        label: name,
        icon: <Languages size={16} />,
        checked: i18n.language === locale,
        onSelect: () => chooseLanguage(locale),
      })),
    },
    {
      key: 'theme',
      title: t('appearance.theme'),
      entries: themes.map(({ choice, icon }) => ({
        key: choice,
        label: t(`appearance.themes.${choice}`),
        icon,
        checked: theme === choice,
        onSelect: () => setTheme(choice),
      })),
    },
  ];
  return (
    <Menu groups={groups} {...menu}>
      {children}
    </Menu>
  );
};
