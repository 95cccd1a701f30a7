import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useActions } from '../../app/actions/registry.ts';
import { DeskProvider } from '../../app/realtime/desk-context.tsx';
import { mayNothing, useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { Alerts } from '../alerts/alerts.tsx';
import { ForcedBanner } from '../presence/forced-banner.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { useFetchAhead } from './fetch-ahead.ts';
import { NavigationRail } from './navigation-rail.tsx';
import { UnitBar } from './unit-bar.tsx';
import './shell.css';

const NoAccess = lazy(() => import('./no-access.tsx'));
const HandOverLine = lazy(() => import('../user-centre/hand-over-line.tsx'));
const Palette = lazy(() => import('../palette/palette.tsx'));
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet.tsx'));

/** The frame of all pages inside: navigation, state of the connection, and the page. */
export const Shell = () => {
  const account = useAccount();
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState(false);
  // One's own profile and security are everybody's.
  const atUserCentre = useLocation({ select: ({ pathname }) => pathname === '/me' });
  useFetchAhead();
  useActions({ help: () => setHelp(true), palette: () => setPalette((open) => !open) });
  return (
    <DeskProvider accountId={account.id} fallback={<div className="shell" />}>
      <div className="shell">
        <NavigationRail onHelp={() => setHelp(true)} />
        <div className="shell-page">
          <ConnectionBanner />
          <UnitBar />
          <ForcedBanner />
          {account.superAdministrator ? null : (
            <OnDemand>
              <HandOverLine />
            </OnDemand>
          )}
          {mayNothing(account) && !atUserCentre ? (
            <OnDemand>
              <NoAccess />
            </OnDemand>
          ) : (
            <Outlet />
          )}
        </div>
      </div>
      <Alerts />
      {palette ? (
        <OnDemand>
          <Palette onClose={() => setPalette(false)} />
        </OnDemand>
      ) : null}
      {help ? (
        <OnDemand>
          <ShortcutsSheet onClose={() => setHelp(false)} />
        </OnDemand>
      ) : null}
    </DeskProvider>
  );
};
