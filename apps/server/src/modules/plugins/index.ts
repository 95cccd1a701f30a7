export { type CoreMethod, type CoreMethods, coreMethod, createPluginDoor, type PluginCaller } from './core-methods.ts';
export { pluginAuthorId } from './plugin-author.ts';
export { createPluginRuntime, type PluginRuntime, type RunningPlugin } from './plugin-runtime.ts';
