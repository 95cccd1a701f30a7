export { createMigrationMethods, createPluginServices } from './create-plugin-services.ts';
export { createMediaKeeper } from './keep-media.ts';
export { removeExpiredEntries } from './kv.store.ts';
export { removeStaleTokens } from './tokens.store.ts';
