export { createPluginServices, type PluginServicesParts } from './create-plugin-services.ts';
export { countKept, eraseKept, removeExpiredEntries } from './kv.store.ts';
export type { PluginLine } from './log-method.ts';
export { removeStaleTokens } from './tokens.store.ts';
