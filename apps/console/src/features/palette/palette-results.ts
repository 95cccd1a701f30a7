import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActEntries } from './act-entries.ts';
import { useConversationEntries } from './conversation-entries.ts';
import { bestScore } from './fuzzy.ts';
import { initialsOf } from './initials.ts';
import { usePageEntries } from './page-entries.ts';
import type { PaletteEntry, PaletteGroup } from './palette-entry.ts';

const MOST = { idle: 6, asked: 12 };

const textsOf = ({ label, detail }: PaletteEntry) => {
  const words = detail ? [label, detail] : [label];
  return words.flatMap((text) => [text.toLowerCase(), initialsOf(text).toLowerCase()]);
};

/** What fits, the best first; without a question, everything in its own order. */
const pick = (entries: PaletteEntry[], query: string, most: number) =>
  entries
    .map((entry, at) => ({ entry, at, score: bestScore(query, textsOf(entry)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .map(({ entry, score }) => ({ entry, score }));

/** The groups of the palette for what was typed; the one with the best hit first. */
export const usePaletteResults = (query: string): { groups: PaletteGroup[]; settled: boolean } => {
  const { t } = useTranslation();
  // What can be done is what could be done when it was opened: the palette itself changes nothing.
  const [acts] = useState(useActEntries());
  const pages = usePageEntries();
  const { entries: conversations, found, settled } = useConversationEntries(query);
  const asked = query.trim() !== '';
  const groupOf = (
    key: 'conversation' | 'everywhere' | 'pages' | 'conversations',
    entries: PaletteEntry[],
    most: number,
  ) => {
    const hits = pick(entries, query, most);
    return { key, title: t(`palette.groups.${key}`), hits: hits.map(({ entry }) => entry), best: hits[0]?.score ?? 0 };
  };
  const groups = [
    groupOf('conversation', acts.conversation, asked ? MOST.asked : 20),
    groupOf('conversations', conversations, asked ? MOST.asked : MOST.idle),
    groupOf('pages', pages, asked ? MOST.asked : 30),
    groupOf('everywhere', acts.everywhere, asked ? MOST.asked : 20),
  ];
  if (asked) groups.sort((a, b) => b.best - a.best);
  const shown = groups.map(({ key, title, hits }) => ({ key: key as string, title, entries: hits }));
  // The server has its own idea of what fits: parts of a name, say.
  if (found.length > 0) shown.push({ key: 'found', title: t('palette.groups.found'), entries: found });
  return { groups: shown.filter(({ entries }) => entries.length > 0), settled };
};
