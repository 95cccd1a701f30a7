import { createContext, lazy, type ReactNode, use, useState } from 'react';
import { OnDemand } from '../../../components/on-demand.tsx';
import type { ThreadRow } from '../thread-row.ts';

const Lightbox = lazy(() => import('./lightbox.tsx'));

const LightboxContext = createContext<(fileId: string) => void>(() => undefined);

/** Opens a picture of this thread in large. */
export const useLightbox = () => use(LightboxContext);

const imagesOf = (rows: ThreadRow[]) =>
  rows.flatMap((row) =>
    row.kind === 'message' && row.message.kind === 'image' && row.message.fileId
      ? [{ fileId: row.message.fileId, file: row.message.file }]
      : [],
  );

export const LightboxProvider = ({ rows, children }: { rows: ThreadRow[]; children: ReactNode }) => {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <LightboxContext value={setOpen}>
      {children}
      {open ? (
        <OnDemand>
          <Lightbox images={imagesOf(rows)} shown={open} onShow={setOpen} onClose={() => setOpen(null)} />
        </OnDemand>
      ) : null}
    </LightboxContext>
  );
};
