import { Navigate } from '@tanstack/react-router';
import { lazy } from 'react';
import { may, useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { isPostponed } from './later.ts';

const ToGuide = lazy(() => import('./to-guide.tsx').then((part) => ({ default: part.ToGuide })));

/** Where one lands: at the workbench, or at the guide as long as the desk is not set up. */
export const Home = () => {
  const account = useAccount();
  const workbench = <Navigate to="/workbench" replace />;
  if (!may(account, 'system:operate') || isPostponed()) return workbench;
  return (
    <OnDemand>
      <ToGuide />
    </OnDemand>
  );
};
