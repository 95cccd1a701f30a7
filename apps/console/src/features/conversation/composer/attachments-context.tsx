import { DEFAULT_MAX_FILE_BYTES } from '@cskefu/contract/limits';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { systemQuery } from '../../../app/system-info.ts';
import { fileLinksQuery, keepFileInfo } from '../file-links.ts';
import { type Attachment, type Attachments, createAttachments } from './attachments.ts';
import { uploadFile } from './upload-file.ts';

const AttachmentsContext = createContext<Attachments | null>(null);

/** Holds chosen files of all conversations as long as the workbench is open. */
export const AttachmentsProvider = ({ children }: { children: ReactNode }) => {
  const queryClient = useQueryClient();
  const { outbox } = useDesk();
  const { data: system } = useQuery(systemQuery);
  const maxBytes = useEffectEvent(() => system?.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES);
  const [attachments, setAttachments] = useState<Attachments | null>(null);
  useEffect(() => {
    const created = createAttachments({
      maxBytes: () => maxBytes(),
      upload: async (file, options) => {
        const info = await uploadFile(file, options);
        keepFileInfo(queryClient, info);
        // The picture should be there when its message is.
        await queryClient.prefetchQuery(fileLinksQuery(info.id));
        return info;
      },
      onSend: (conversationId, { id, kind }) => outbox.add({ conversationId, message: { kind, fileId: id } }),
    });
    setAttachments(created);
    return created.dispose;
  }, [queryClient, outbox]);
  if (!attachments) return null;
  return <AttachmentsContext value={attachments}>{children}</AttachmentsContext>;
};

export const useAttachmentsStore = (): Attachments => {
  const attachments = use(AttachmentsContext);
  if (!attachments) throw new Error('useAttachmentsStore outside of AttachmentsProvider');
  return attachments;
};

/** The files chosen for one conversation. */
export const useAttachments = (conversationId: string): readonly Attachment[] => {
  const store = useAttachmentsStore();
  return useSyncExternalStore(store.subscribe, () => store.of(conversationId));
};
