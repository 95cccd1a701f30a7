import { ArrowLeft } from 'lucide-react';
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

/** The shape of a thread until it is there; one can go back meanwhile. */
export const ThreadSkeleton = ({ onBack }: { onBack: () => void }) => {
  const { t } = useTranslation();
  return (
    <section className="thread" aria-busy="true">
      <header className="thread-head">
        <IconButton
          className="thread-back"
          label={t('thread.back')}
          icon={<ArrowLeft size={20} />}
          onClick={onBack}
          placement="bottom"
        />
        <SkeletonLine width="160px" />
      </header>
      <div className="thread-skeleton">
        {bubbles.map(({ key, width, ours }) => (
          <div key={key} className={ours ? 'thread-skeleton-ours' : 'thread-skeleton-theirs'} style={{ width }}>
            <SkeletonLine width="100%" />
          </div>
        ))}
      </div>
    </section>
  );
};
