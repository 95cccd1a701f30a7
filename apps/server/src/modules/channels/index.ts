export { accessChannel } from './access-channel.ts';
export { allowedHosts } from './allowed-hosts.ts';
export { type ChannelKinds, createChannelKinds, type RunningKind } from './channel-kinds.ts';
export { registerChannelRoutes } from './channels.routes.ts';
export { type ChannelRecord, findChannel, presentPublicChannel } from './channels.store.ts';
export { createWebChannel } from './create-web-channel.ts';
export { createSwitchFollower } from './follow-switch.ts';
export { configOf, createPresentToPlugin, type PresentToPlugin } from './plugin-channel.ts';
export { createPluginChannelPresence } from './plugin-channel-presence.ts';
