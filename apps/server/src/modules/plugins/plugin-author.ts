import { createHash } from 'node:crypto';

/**
 * Who a plugin is where an id is wanted: author of its words, owner of its files. Worked out from its name, so it is the same on every node and after
 * every installation, and nobody has to keep it. Observers know by it what the plugin itself has written.
 */
export const pluginAuthorId = (pluginId: string): string => {
  const hash = createHash('sha256').update(`plugin ${pluginId}`).digest('hex');
  // Version 8: the bits are our own.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};
