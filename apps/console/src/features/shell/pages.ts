import { CalendarCheck, History, ListOrdered, type LucideIcon, MessagesSquare, Radio, Settings } from 'lucide-react';
import { may, mayAny, serves, type useAccount } from '../../app/session.ts';
import { Footprints, History, ListOrdered, type LucideIcon, MessagesSquare, Radio, Settings } from 'lucide-react';
import { ChartColumn, History, ListOrdered, type LucideIcon, MessagesSquare, Radio, Settings } from 'lucide-react';
import { may, mayAny, type useAccount } from '../../app/session.ts';

type Account = ReturnType<typeof useAccount>;

interface ShellPage {
  to: '/workbench' | '/queue' | '/history' | '/follow-ups' | '/channels' | '/system';
  to: '/workbench' | '/queue' | '/visitors' | '/history' | '/channels' | '/system';
  to: '/workbench' | '/queue' | '/history' | '/reports' | '/channels' | '/system';
  icon: LucideIcon;
  title:
    | 'workbench.title'
    | 'queue.title'
    | 'history.title'
    | 'followUps.title'
    | 'visitors.title'
    | 'history.title'
    | 'reports.title'
    | 'channels.title'
    | 'administration.title';
  opensTo: (account: Account) => boolean;
}

/** One of these opens a page of the administration. */
const administration = [
  'org-units:read',
  'accounts:read',
  'roles:read',
  'audit:read',
  'system:operate',
  'settings:read',
  'tags:write',
  'block-list:read',
] as const;

/** The pages that the navigation names, in its order: those that are used most come first, for a phone shows only the first few. */
const shellPages: ShellPage[] = [
  {
    to: '/workbench',
    icon: MessagesSquare,
    title: 'workbench.title',
    opensTo: (account) => may(account, 'conversations:read'),
  },
  {
    to: '/queue',
    icon: ListOrdered,
    title: 'queue.title',
    opensTo: (account) => may(account, 'conversations:read'),
  },
  { to: '/visitors', icon: Footprints, title: 'visitors.title', opensTo: (account) => may(account, 'visitors:read') },
  { to: '/history', icon: History, title: 'history.title', opensTo: (account) => may(account, 'history:read') },
  { to: '/follow-ups', icon: CalendarCheck, title: 'followUps.title', opensTo: serves },
  { to: '/reports', icon: ChartColumn, title: 'reports.title', opensTo: (account) => may(account, 'reports:read') },
  { to: '/channels', icon: Radio, title: 'channels.title', opensTo: (account) => may(account, 'channels:read') },
  {
    to: '/system',
    icon: Settings,
    title: 'administration.title',
    opensTo: (account) => mayAny(account, administration),
  },
];

export const pagesFor = (account: Account): ShellPage[] => shellPages.filter((page) => page.opensTo(account));
