import {
  CalendarCheck,
  ChartColumn,
  Eye,
  Footprints,
  History,
  ListOrdered,
  type LucideIcon,
  MailQuestionMark,
  MessageSquareLock,
  MessagesSquare,
  Radio,
  Settings,
} from 'lucide-react';
import { may, mayAny, serves, type useAccount } from '../../app/session.ts';

type Account = ReturnType<typeof useAccount>;

/** One of these opens a page of the administration. */
const administration = [
  'org-units:read',
  'accounts:read',
  'roles:read',
  'audit:read',
  'system:operate',
  'supervision:read',
  'settings:read',
  'tags:write',
  'block-list:read',
] as const;

/** The pages that the navigation names, in its order: those that are used most come first, for a phone shows only the first few. */
const shellPages = [
  {
    to: '/workbench',
    icon: MessagesSquare,
    title: 'workbench.title',
    opensTo: (account) => may(account, 'conversations:read'),
  },
  { to: '/queue', icon: ListOrdered, title: 'queue.title', opensTo: (account) => may(account, 'conversations:read') },
  {
    to: '/left-messages',
    icon: MailQuestionMark,
    title: 'leftMessages.title',
    opensTo: (account) => may(account, 'left-messages:read'),
  },
  { to: '/visitors', icon: Footprints, title: 'visitors.title', opensTo: (account) => may(account, 'visitors:read') },
  {
    to: '/supervision',
    icon: Eye,
    title: 'supervision.title',
    opensTo: (account) => may(account, 'supervision:read'),
  },
  {
    to: '/held-messages',
    icon: MessageSquareLock,
    title: 'shell.heldMessages',
    opensTo: (account) => may(account, 'supervision:read'),
  },
  { to: '/follow-ups', icon: CalendarCheck, title: 'followUps.title', opensTo: serves },
  { to: '/history', icon: History, title: 'history.title', opensTo: (account) => may(account, 'history:read') },
  { to: '/reports', icon: ChartColumn, title: 'reports.title', opensTo: (account) => may(account, 'reports:read') },
  { to: '/channels', icon: Radio, title: 'shell.channels', opensTo: (account) => may(account, 'channels:read') },
  {
    to: '/system',
    icon: Settings,
    title: 'administration.title',
    opensTo: (account) => mayAny(account, administration),
  },
] as const satisfies ShellPageShape[];

interface ShellPageShape {
  to: `/${string}`;
  icon: LucideIcon;
  title: string;
  opensTo: (account: Account) => boolean;
}

type ShellPage = (typeof shellPages)[number];

export const pagesFor = (account: Account): ShellPage[] => shellPages.filter((page) => page.opensTo(account));
