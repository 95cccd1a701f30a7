export { findAddress, keepAddress, setOptedOut, type VisitorAddress } from './addresses.store.ts';
export type { OutsideLinks } from './build-outbound.ts';
export { type DeliveryRecord, removeOldDeliveryTraces } from './deliveries.store.ts';
export { createDeliveryWorker, type DeliveryWorker } from './delivery-worker.ts';
export { derivedId } from './derived-id.ts';
export { registerOutboundRoutes } from './outbound.routes.ts';
export { createRecaller } from './recall-delivery.ts';
export { applyReceipt } from './receipts.ts';
export { deliveryChanged, isTrouble } from './tell-delivery.ts';
