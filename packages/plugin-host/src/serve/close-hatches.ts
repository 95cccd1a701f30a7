/**
 * The permission model of Node closes files, network, workers and addons. Signals it leaves open: a child of the same user could end the core. This is a
 * seat belt; the lock is a user of its own for plugin hosts (`PLUGIN_HOST_UID`).
 */
export const closeHatches = (): void => {
  const refuse = () => {
    throw new Error('not for plugins');
  };
  for (const name of ['kill', '_kill', 'dlopen', 'binding', '_debugProcess', '_debugEnd', 'setuid', 'setgid'])
    Object.defineProperty(process, name, { value: refuse, writable: false, configurable: false });
};
