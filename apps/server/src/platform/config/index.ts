export { type Config, configSchema, parseConfig, readEnvironment, StartupError } from './config.ts';
export { claimDataFolder } from './data-folder.ts';
export { createSecretBox, type SecretBox } from './secret-box.ts';
export { loadSecretKeys, type SecretKeys } from './secret-key.ts';
