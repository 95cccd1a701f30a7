import type { FileLinks } from '@cskefu/contract';
import { useEffect } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';

/** The signed link of a file, asked for when it is first needed. */
export const useFileLink = (id: string | null): FileLinks | null => {
  const { links } = useChat().talk;
  const known = useStore(links.store).links;
  useEffect(() => {
    if (id) links.want(id);
  }, [links, id]);
  return (id && known[id]) || null;
};
