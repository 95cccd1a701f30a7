import { applyVisitors, type OnlineVisitorList } from '@cskefu/client';
import type { OnlineVisitorsQuery } from '@cskefu/contract';
import { useEffect, useState } from 'react';
import { useDesk } from '../../app/realtime/desk-context.tsx';

/** The window of the list that stands on this screen, live. Null until the first answer; after a cut it is asked for anew. */
export const useOnlineVisitors = (query: OnlineVisitorsQuery): OnlineVisitorList | null => {
  const { realtime } = useDesk();
  const [list, setList] = useState<OnlineVisitorList | null>(null);
  const wish = JSON.stringify(query);
  useEffect(() => {
    const ask = () => realtime.send({ type: 'watch_visitors', query: JSON.parse(wish) as OnlineVisitorsQuery });
    const undo = realtime.on('frame', (frame) => {
      if (frame.type === 'welcome') ask();
      if (frame.type === 'visitors') setList((before) => applyVisitors(before, frame));
    });
    ask();
    return () => {
      undo();
      realtime.send({ type: 'unwatch_visitors' });
    };
  }, [realtime, wish]);
  return list;
};
