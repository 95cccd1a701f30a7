import type { LucideIcon } from 'lucide-react';

/** Something that the palette finds, and what happens when it is chosen. */
export interface PaletteEntry {
  key: string;
  label: string;
  /** A word more, in small. */
  detail?: string;
  icon: LucideIcon;
  /** As the catalogue writes them. */
  keys?: string | undefined;
  run: () => void;
}

export interface PaletteGroup {
  key: string;
  title: string;
  entries: PaletteEntry[];
}
