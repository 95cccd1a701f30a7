import { CornerDownRight, type LucideIcon, MessageCircle, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ActionGroup, actionIds, definitionOf } from '../../app/actions/catalogue.ts';
import { isBound, runAction } from '../../app/actions/registry.ts';
import type { PaletteEntry } from './palette-entry.ts';

const icons: Record<ActionGroup, LucideIcon> = {
  list: CornerDownRight,
  conversation: MessageCircle,
  writing: MessageCircle,
  columns: CornerDownRight,
  everywhere: Settings2,
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
        icon: icons[group],
        keys: keys?.[0],
        run: () => runAction(id),
      };
      return { group, entry };
    });
  const of = (...groups: ActionGroup[]) =>
    entries.filter(({ group }) => groups.includes(group)).map(({ entry }) => entry);
  return { conversation: of('conversation'), everywhere: of('list', 'columns', 'everywhere') };
};
