const IDENTITY = ['setuid', 'seteuid', 'setgid', 'setegid', 'setgroups', 'initgroups'];

/**
 * The permission model of Node closes files, network, workers and addons. Signals it leaves open: a child of the same user could end the core. This is a
 * seat belt; the lock is another user for the hosts, see `become-user.ts`.
 */
export const closeHatches = (): void => {
  const refuse = () => {
    throw new Error('not for plugins');
  };
  for (const name of ['kill', '_kill', 'dlopen', 'binding', '_debugProcess', '_debugEnd', ...IDENTITY])
    Object.defineProperty(process, name, { value: refuse, writable: false, configurable: false });
};
