/** 春松, the spring pine. */
export const BrandMark = ({ size = 32 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="var(--brand)" />
    <path d="M16 5 9.5 13.5h3L7.5 20.5h6.7V27h3.6v-6.5h6.7L19.5 13.5h3z" fill="var(--on-brand)" />
  </svg>
);
