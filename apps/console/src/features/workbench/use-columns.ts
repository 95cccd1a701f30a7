import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useActions } from '../../app/actions/registry.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { useMedia } from '../../lib/media.ts';
import { useStored } from '../../lib/stored.ts';
import { useInboxView } from '../inbox/use-inbox.ts';
import { type Columns, neighbour, noColumns, withBeside, withOpen, without } from './columns.ts';

/** How many conversations have room beside each other, and whether the side panel has too. */
const useRoom = () => {
  const two = useMedia('(width >= 1280px)');
  const three = useMedia('(width >= 1600px)');
  const four = useMedia('(width >= 2000px)');
  const most = three ? 3 : two ? 2 : 1;
  return { most, panelBeside: (count: number) => count <= (four ? 3 : three ? 2 : two ? 1 : 0) };
};

/** The conversations on the screen; remembered on this device. The one in focus is the one of the address. */
export const useColumns = (openId: string | undefined) => {
  const { accountId } = useDesk();
  const navigate = useNavigate();
  const { most, panelBeside } = useRoom();
  const { rows } = useInboxView('mine');
  const [stored, setStored] = useStored<Columns>(`cskefu.columns.${accountId}`, noColumns);
  const columns = withOpen(stored, openId, most);
  const { ids } = columns;

  const isNew = openId !== undefined && most > 1 && (!stored.ids.includes(openId) || stored.focused !== openId);
  useEffect(() => {
    if (isNew) setStored(columns);
  });

  const focus = (id: string | null | undefined) => {
    if (!id || id === openId) return;
    void navigate({
      to: '/workbench/$conversationId',
      params: { conversationId: id },
      search: (all) => all,
      replace: true,
    });
  };
  const show = (next: Columns) => {
    setStored(next);
    if (next.focused) focus(next.focused);
    else void navigate({ to: '/workbench', search: (all) => all });
  };
  const openBeside = (id: string) => show(withBeside(columns, id, most));
  /** The row of the list that has the focus, else the first one of mine that is not on the screen. */
  const nextBeside = () => {
    const row = document.activeElement?.getAttribute('data-conversation');
    const id = row ?? rows.find((one) => !ids.includes(one.id))?.id;
    if (id && !ids.includes(id)) openBeside(id);
  };
  const close = (id: string) => show(without(columns, id));
  const several = ids.length > 1;
  useActions({
    beside: openId && most > 1 ? nextBeside : undefined,
    closeColumn: several && openId ? () => close(openId) : undefined,
    nextColumn: several ? () => focus(neighbour(columns, 1)) : undefined,
    previousColumn: several ? () => focus(neighbour(columns, -1)) : undefined,
    firstColumn: several ? () => focus(ids[0]) : undefined,
    secondColumn: several ? () => focus(ids[1]) : undefined,
    thirdColumn: several ? () => focus(ids[2]) : undefined,
  });
  return { ids, several, panelBeside: panelBeside(ids.length), focus, close, openBeside: most > 1 ? openBeside : null };
};
