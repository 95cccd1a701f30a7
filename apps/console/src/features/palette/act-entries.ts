import {
  AlarmClock,
  Ban,
  Bookmark,
  CalendarClock,
  ChevronLeft,
  ChevronRight,
  CircleCheck,
  ClipboardCheck,
  Columns2,
  CornerDownRight,
  Forward,
  Hand,
  Keyboard,
  Languages,
  ListFilter,
  LogOut,
  type LucideIcon,
  MessageSquare,
  Monitor,
  Moon,
  Reply,
  Star,
  StickyNote,
  Sun,
  Tag,
  Undo2,
  UserCheck,
  UserMinus,
  UserX,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ActionGroup, type ActionId, actionIds, definitionOf } from '../../app/actions/catalogue.ts';
import { isBound, runAction } from '../../app/actions/registry.ts';
import type { PaletteEntry } from './palette-entry.ts';

const icons: Partial<Record<ActionId, LucideIcon>> = {
  find: ListFilter,
  take: Hand,
  reply: MessageSquare,
  note: StickyNote,
  quote: Reply,
  mark: Bookmark,
  recall: Undo2,
  schedule: CalendarClock,
  snooze: AlarmClock,
  satisfaction: Star,
  transfer: Forward,
  close: CircleCheck,
  tags: Tag,
  wrapUp: ClipboardCheck,
  block: Ban,
  beside: Columns2,
  closeColumn: X,
  nextColumn: ChevronRight,
  previousColumn: ChevronLeft,
  help: Keyboard,
  marked: Bookmark,
  becomeReady: UserCheck,
  becomeAway: UserMinus,
  becomeBusy: UserX,
  themeLight: Sun,
  themeDark: Moon,
  themeSystem: Monitor,
  speakChinese: Languages,
  speakEnglish: Languages,
  signOut: LogOut,
};

/** What can be done at the moment: with the open conversation, and besides. */
export const useActEntries = (): { conversation: PaletteEntry[]; everywhere: PaletteEntry[] } => {
  const { t } = useTranslation();
  const entries = actionIds
    .filter((id) => isBound(id) && !definitionOf(id).quiet)
    .map((id) => {
      const { group, keys } = definitionOf(id);
      const entry = {
        key: id,
        label: t(`shortcuts.acts.${id}`),
        icon: icons[id] ?? CornerDownRight,
        keys: keys?.[0],
        run: () => runAction(id),
      };
      return { group, entry };
    });
  const of = (...groups: ActionGroup[]) =>
    entries.filter(({ group }) => groups.includes(group)).map(({ entry }) => entry);
  return { conversation: of('conversation'), everywhere: of('list', 'columns', 'everywhere') };
};
