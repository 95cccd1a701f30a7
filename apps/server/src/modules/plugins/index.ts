export { type CoreMethod, type CoreMethods, coreMethod, createPluginDoor, type PluginCaller } from './core-methods.ts';
export type { PluginLine } from './plugin-logs.ts';
export { pluginAuthorId } from './plugin-author.ts';
export { createPluginRuntime, type PluginRuntime, type RunningPlugin } from './plugin-runtime.ts';
export { registerPluginRoutes } from './plugins.routes.ts';
