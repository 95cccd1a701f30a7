import { useEffect } from 'react';

const AFTER_MS = 4_000;

/** What is opened by hand must open without a network too, so it is fetched once the workbench has come to rest. */
const fetchAhead = () =>
  Promise.allSettled([
    import('../../components/loaded-menu.tsx'),
    import('../../components/dialog.tsx'),
    import('./shortcuts-sheet.tsx'),
    import('../palette/palette.tsx'),
    import('./sign-out-dialog.tsx'),
    import('../conversation/composer/emoji-picker.tsx'),
    import('../conversation/messages/lightbox.tsx'),
  ]);

export const useFetchAhead = () => {
  useEffect(() => {
    const timer = setTimeout(() => void fetchAhead(), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
};
