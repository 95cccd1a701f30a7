export { claimDataFolder, type DataFolder } from './data-folder.ts';
export { type Config, configSchema, parseConfig, readEnvironment, StartupError } from './config.ts';
export { loadSecretKeys, type SecretKeys } from './secret-key.ts';
export { createSecretBox, type SecretBox } from './secret-box.ts';
