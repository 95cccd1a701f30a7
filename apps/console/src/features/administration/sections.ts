import type { Account } from '@cskefu/contract';
import {
  Activity,
  Compass,
  KeyRound,
  ListTree,
  type LucideIcon,
  MessageSquareQuote,
  MonitorCog,
  Network,
  Puzzle,
  ScrollText,
  ShieldBan,
  SlidersHorizontal,
  Smile,
  Tags,
  Timer,
  UsersRound,
} from 'lucide-react';
import { may } from '../../app/session.ts';

type Permissions = Account['permissions'];

interface Section {
  key:
    | 'accounts'
    | 'audit'
    | 'blockList'
    | 'organization'
    | 'plugins'
    | 'presenceLog'
    | 'quickReplies'
    | 'roles'
    | 'satisfaction'
    | 'serviceTypes'
    | 'sessionSettings'
    | 'setup'
    | 'status'
    | 'supervisionSettings'
    | 'tags';
  to:
    | '/system/organization'
    | '/system/accounts'
    | '/system/roles'
    | '/system/session-settings'
    | '/system/quick-replies'
    | '/system/tags'
    | '/system/service-types'
    | '/system/block-list'
    | '/system/supervision-settings'
    | '/system/plugins'
    | '/system/presence-log'
    | '/system/satisfaction'
    | '/system/audit'
    | '/system/status'
    | '/setup';
  icon: LucideIcon;
  permission: Permissions[number];
}

interface SectionGroup {
  key: 'people' | 'service' | 'operation';
  sections: Section[];
}

const groups: SectionGroup[] = [
  {
    key: 'people',
    sections: [
      { key: 'organization', to: '/system/organization', icon: Network, permission: 'org-units:read' },
      { key: 'accounts', to: '/system/accounts', icon: UsersRound, permission: 'accounts:read' },
      { key: 'roles', to: '/system/roles', icon: KeyRound, permission: 'roles:read' },
    ],
  },
  {
    key: 'service',
    sections: [
      {
        key: 'sessionSettings',
        to: '/system/session-settings',
        icon: SlidersHorizontal,
        permission: 'settings:read',
      },
      {
        key: 'quickReplies',
        to: '/system/quick-replies',
        icon: MessageSquareQuote,
        permission: 'quick-replies:write',
      },
      { key: 'tags', to: '/system/tags', icon: Tags, permission: 'tags:write' },
      { key: 'serviceTypes', to: '/system/service-types', icon: ListTree, permission: 'settings:read' },
      { key: 'blockList', to: '/system/block-list', icon: ShieldBan, permission: 'block-list:read' },
      {
        key: 'supervisionSettings',
        to: '/system/supervision-settings',
        icon: MonitorCog,
        permission: 'settings:read',
      },
      { key: 'satisfaction', to: '/system/satisfaction', icon: Smile, permission: 'settings:read' },
    ],
  },
  {
    key: 'operation',
    sections: [
      { key: 'plugins', to: '/system/plugins', icon: Puzzle, permission: 'plugins:write' },
      { key: 'presenceLog', to: '/system/presence-log', icon: Timer, permission: 'supervision:read' },
      { key: 'audit', to: '/system/audit', icon: ScrollText, permission: 'audit:read' },
      { key: 'status', to: '/system/status', icon: Activity, permission: 'system:operate' },
      { key: 'setup', to: '/setup', icon: Compass, permission: 'system:operate' },
    ],
  },
];

/** What of the administration an account may open. */
export const sectionsFor = (account: Account): SectionGroup[] =>
  groups
    .map(({ key, sections }) => ({ key, sections: sections.filter(({ permission }) => may(account, permission)) }))
    .filter(({ sections }) => sections.length > 0);
