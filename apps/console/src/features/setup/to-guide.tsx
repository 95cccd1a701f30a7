import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from '@tanstack/react-router';
import { setupQuery } from './setup.ts';

/** Leads to the guide while it is not finished. If that cannot be told, work goes first. */
export const ToGuide = () => {
  const { data, isPending } = useQuery(setupQuery);
  const { pathname } = useLocation();
  // Whoever has already gone elsewhere meanwhile is not fetched back.
  if (isPending || pathname !== '/') return null;
  return <Navigate to={data && !data.finished ? '/setup' : '/workbench'} replace />;
};
