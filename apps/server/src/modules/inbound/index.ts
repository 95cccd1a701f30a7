export { createProfileAsker } from './ask-profile.ts';
export { createConnectors } from './connectors.ts';
export { createInboundMethods } from './core-methods.ts';
export { noticeSilence } from './hear-channel.ts';
export { registerInboundRoutes } from './inbound.routes.ts';
export { createInboundWorker } from './inbound-worker.ts';
export { registerWebhooks } from './receive-request.ts';
export { removeOldRequests } from './requests.store.ts';
