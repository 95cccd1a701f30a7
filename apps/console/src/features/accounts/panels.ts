import type { AccountProfile } from '@cskefu/contract';
import { type ComponentType, lazy } from 'react';

/** What other features show of an account above its form, such as what it can do and why. */
export const accountPanels: readonly { key: string; Panel: ComponentType<{ account: AccountProfile }> }[] = [
  {
    key: 'access',
    Panel: lazy(() => import('../access/account-access.tsx').then((part) => ({ default: part.AccountAccess }))),
  },
];
