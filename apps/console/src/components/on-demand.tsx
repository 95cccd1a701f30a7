import i18next from 'i18next';
import { Component, type ReactNode, Suspense } from 'react';
import { toast } from './toaster.tsx';

interface OnDemandProps {
  /** What stands there until the part has come, or instead of it. */
  fallback?: ReactNode;
  children: ReactNode;
}

/** A part that is fetched when it is needed. If it cannot be fetched, that is said; the rest of the page stays. */
export class OnDemand extends Component<OnDemandProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    toast('bad', i18next.t('broken.part'));
  }

  override render() {
    const { fallback = null, children } = this.props;
    return this.state.failed ? fallback : <Suspense fallback={fallback}>{children}</Suspense>;
  }
}
