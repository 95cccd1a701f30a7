import { SkeletonCircle, SkeletonLine } from '../../components/skeleton.tsx';

const widths = ['52%', '64%', '40%', '58%', '46%', '61%'];

export const InboxSkeleton = () => (
  <div className="inbox-skeleton" aria-busy="true">
    {widths.map((width) => (
      <div key={width} className="inbox-skeleton-row">
        <SkeletonCircle />
        <div>
          <SkeletonLine width={width} />
          <SkeletonLine width="88%" thin />
          <SkeletonLine width="34%" thin />
        </div>
      </div>
    ))}
  </div>
);
