import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component that comes with a request of its own, when it is first shown. If that fails, nothing is shown. */
const lazy = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  let loaded: ComponentType<P> | null = null;
  return (props: P) => {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded) return;
      load()
        .then((component) => {
          loaded = component;
          redraw(1);
        })
        .catch(() => {});
    }, []);
    const Component = loaded;
    return Component && <Component {...props} />;
  };
};

export const DeadEnd = lazy(() => import('./dead-end.tsx').then((module) => module.DeadEnd));
export const MenuItems = lazy(() => import('./menu-items.tsx').then((module) => module.MenuItems));
export const EndQuestion = lazy(() => import('./end-question.tsx').then((module) => module.EndQuestion));
export const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then((module) => module.EmojiPicker));
export const RatingCard = lazy(() => import('./rating-card.tsx').then((module) => module.RatingCard));
export const DropArea = lazy(() => import('./drop-area.tsx').then((module) => module.DropArea));
export const RecallButton = lazy(() => import('./recall-button.tsx').then((module) => module.RecallButton));
export const Quoting = lazy(() => import('./quoting.tsx').then((module) => module.Quoting));
export const QuoteChip = lazy(() => import('./quoting.tsx').then((module) => module.QuoteChip));
export const FileCard = lazy(() => import('./file-card.tsx').then((module) => module.FileCard));
export const EarlierButton = lazy(() => import('./earlier-button.tsx').then((module) => module.EarlierButton));
export const Lightbox = lazy(() => import('./lightbox.tsx').then((module) => module.Lightbox));
export const LeaveMessage = lazy(() => import('./leave-message.tsx').then((module) => module.LeaveMessage));
export const PreChat = lazy(() => import('./pre-chat.tsx').then((module) => module.PreChat));
export const PrivacyLine = lazy(() => import('./privacy-line.tsx').then((module) => module.PrivacyLine));
export const QueueLine = lazy(() => import('./queue-line.tsx').then((module) => module.QueueLine));
