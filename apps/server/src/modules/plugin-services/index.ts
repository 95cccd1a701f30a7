export { createPluginServices } from './create-plugin-services.ts';
export { removeExpiredEntries } from './kv.store.ts';
export { removeStaleTokens } from './tokens.store.ts';
