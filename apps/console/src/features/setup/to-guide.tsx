import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { setupQuery } from './setup.ts';

/** Leads to the guide while it is not finished. If that cannot be told, work goes first. */
export const ToGuide = () => {
  const { data, isPending } = useQuery(setupQuery);
  if (isPending) return null;
  return <Navigate to={data && !data.finished ? '/setup' : '/workbench'} replace />;
};
