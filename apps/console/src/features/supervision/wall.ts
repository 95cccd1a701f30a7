import { applyWallChange, emptyWall } from '@cskefu/client';
import type { Wall } from '@cskefu/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { toast } from '../../components/toaster.tsx';

const wallKey = ['wall'] as const;

const wallQuery = queryOptions({
  queryKey: wallKey,
  queryFn: () => http.request('GET /api/supervision/wall'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The wall of the current unit, true while it is shown. */
export const useWall = () => {
  const { realtime } = useDesk();
  const queryClient = useQueryClient();
  useEffect(() => {
    const watch = () => realtime.send({ type: 'watch_wall', watching: true });
    const undo = realtime.on('frame', (frame) => {
      // Each connection says anew what it wants.
      if (frame.type === 'welcome') watch();
      if (frame.type !== 'wall') return;
      const { change } = frame;
      // What is being fetched is older than this.
      void queryClient.cancelQueries({ queryKey: wallKey });
      queryClient.setQueryData<Wall>(wallKey, (wall) => applyWallChange(wall ?? emptyWall, change));
    });
    watch();
    return () => {
      undo();
      realtime.send({ type: 'watch_wall', watching: false });
    };
  }, [realtime, queryClient]);
  return useQuery(wallQuery);
};

export const useAcknowledge = () => {
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (params: { id: number; kind: Wall['alarms'][number]['kind'] }) =>
      http.request('POST /api/org-units/:id/alarms/:kind/acknowledge', { params }),
    onError: (error) => toast('bad', errorText(error)),
  });
};
