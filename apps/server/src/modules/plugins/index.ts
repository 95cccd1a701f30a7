export { type CoreMethod, type CoreMethods, coreMethod, createPluginDoor, type PluginCaller } from './core-methods.ts';
export { pluginAuthorId } from './plugin-author.ts';
export { createPluginRuntime, type PluginRuntime } from './plugin-runtime.ts';
export type { PluginLine } from './plugin-logs.ts';
export { createPluginRuntime, type PluginRuntime, type RunningPlugin } from './plugin-runtime.ts';
export { registerPluginRoutes } from './plugins.routes.ts';
export type { RunningPlugin } from './running-plugin.ts';
