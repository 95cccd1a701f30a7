/** Is this host one of those that the manifest names? `*.example.com` means every host below it; `*` every host. */
export const isAllowedHost = (allow: readonly string[], host: string): boolean =>
  allow.some((entry) => entry === '*' || entry === host || (entry.startsWith('*.') && host.endsWith(entry.slice(1))));
