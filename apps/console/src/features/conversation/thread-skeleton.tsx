import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import './thread-header.css';

const bubbles = [
  { key: 'a', width: '42%', ours: false },
  { key: 'b', width: '30%', ours: false },
  { key: 'c', width: '48%', ours: true },
  { key: 'd', width: '36%', ours: false },
  { key: 'e', width: '54%', ours: true },
];

interface EmptyThreadProps {
  onBack: () => void;
  head?: ReactNode;
  children: ReactNode;
}

/** The frame of a thread that is not there; one can always go back. */
export const EmptyThread = ({ onBack, head, children }: EmptyThreadProps) => {
  const { t } = useTranslation();
  return (
    <section className="thread">
      <header className="thread-head">
        <IconButton
          className="thread-back"
          label={t('thread.back')}
          icon={<ArrowLeft size={20} />}
          onClick={onBack}
          placement="bottom"
        />
        {head}
      </header>
      {children}
    </section>
  );
};

/** The shape of a thread until it is there. */
export const ThreadSkeleton = ({ onBack }: { onBack: () => void }) => (
  <EmptyThread onBack={onBack} head={<SkeletonLine width="160px" />}>
    <div className="thread-skeleton" aria-busy="true">
      {bubbles.map(({ key, width, ours }) => (
        <div key={key} className={ours ? 'thread-skeleton-ours' : 'thread-skeleton-theirs'} style={{ width }}>
          <SkeletonLine width="100%" />
        </div>
      ))}
    </div>
  </EmptyThread>
);
