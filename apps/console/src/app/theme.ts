import { useEffect } from 'react';
import { useMedia } from '../lib/media.ts';
import { useStored } from '../lib/stored.ts';

export type ThemeChoice = 'light' | 'dark' | 'system';

/** `public/theme.js` reads the same key before the first paint. */
export const useThemeChoice = () => useStored<ThemeChoice>('cskefu.theme', 'system');

/** The theme in use; also tells the page, so that style sheets follow. */
export const useTheme = (): 'light' | 'dark' => {
  const [choice] = useThemeChoice();
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const theme = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return theme;
};
