export { accessChannel } from './access-channel.ts';
export { registerChannelRoutes } from './channels.routes.ts';
export { type ChannelRecord, findChannel, presentPublicChannel } from './channels.store.ts';
export { createWebChannel } from './create-web-channel.ts';
