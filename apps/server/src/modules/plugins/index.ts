export { type CoreMethod, type CoreMethods, coreMethod, createPluginDoor, type PluginCaller } from './core-methods.ts';
export { pluginAuthorId } from './plugin-author.ts';
export type { PluginLine } from './plugin-logs.ts';
export { createPluginRuntime, type PluginRuntime, type RunningPlugin } from './plugin-runtime.ts';
export { registerPluginRoutes } from './plugins.routes.ts';
export { generateMissing, withText } from './plugin-settings.ts';
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
