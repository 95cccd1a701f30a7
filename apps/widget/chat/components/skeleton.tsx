import type { ComponentChildren } from 'preact';

/** The frame of the chat before there are words for it. */
export const Skeleton = ({ children }: { children?: ComponentChildren }) => (
  <main class="chat" aria-busy="true">
    <div class="header">
      <span class="bone bone-avatar" />
      <span class="bone bone-name" />
      {children}
    </div>
    <SkeletonThread />
  </main>
);

export const SkeletonThread = () => (
  <div class="scroll skeleton" aria-hidden="true">
    <span class="bone" />
    <span class="bone" />
  </div>
);
