import { classNames } from '../lib/class-names.ts';
import './skeleton.css';

/** A grey bar where words will stand. Widths vary so that it reads as text. */
export const SkeletonLine = ({ width, thin = false }: { width: string; thin?: boolean }) => (
  <span className={classNames('skeleton', thin && 'skeleton-thin')} style={{ width }} aria-hidden="true" />
);

export const SkeletonCircle = () => <span className="skeleton skeleton-circle" aria-hidden="true" />;
