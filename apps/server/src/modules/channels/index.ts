export { registerChannelRoutes } from './channels.routes.ts';
export { type ChannelRecord, findChannel, presentPublicChannel } from './channels.store.ts';
export { createWebChannel, type NewChannel } from './create-channel.ts';
