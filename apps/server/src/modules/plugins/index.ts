export { type CoreMethod, type CoreMethods, coreMethod, createPluginDoor, type PluginCaller } from './core-methods.ts';
export { pluginAuthorId } from './plugin-author.ts';
export type { PluginLine } from './plugin-logs.ts';
export { pluginName } from './plugin-name.ts';
export { createPluginRuntime, type PluginRuntime } from './plugin-runtime.ts';
export { generateMissing, withText } from './plugin-settings.ts';
export { registerPluginRoutes } from './plugins.routes.ts';
export type { RunningPlugin } from './running-plugin.ts';
export {
  checkSettings,
  enteredSettings,
  fitting,
  openSecrets,
  type StoredSettings,
  sealSecrets,
  secretPaths,
  setAt,
  textFields,
} from './settings-values.ts';
export { OUTDATED } from './stored-data/data-state.ts';
