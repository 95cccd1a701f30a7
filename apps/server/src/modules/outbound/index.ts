export { findAddress, keepAddress, setOptedOut } from './addresses.store.ts';
export { removeOldDeliveryTraces } from './deliveries.store.ts';
export { createDeliveryWorker } from './delivery-worker.ts';
export { derivedId } from './derived-id.ts';
export { registerOutboundRoutes } from './outbound.routes.ts';
export { outsideLinks } from './outside-links.ts';
export { createRecaller } from './recall-delivery.ts';
export { applyReceipt } from './receipts.ts';
export { deliveryChanged, isTrouble } from './tell-delivery.ts';
