import type { Announcements } from '../../platform/events/index.ts';
import { type RunUseCase, SYSTEM, type SystemActor, type UseCaseContext } from '../access/index.ts';
import { type DeliveryChanges, type DeliveryRecord, updateDelivery } from './deliveries.store.ts';
import { type Lane, renewLane } from './lanes.store.ts';
import { deliveryChanged, isTrouble } from './tell-delivery.ts';

/** Somebody else holds the lane by now: what was under way is theirs to find out. */
export class LaneLost extends Error {
  override readonly name = 'LaneLost';
}

/** What is written in the same transaction; it may say how far the delivery has come by that. */
type Also = (ctx: UseCaseContext<SystemActor>) => Promise<DeliveryRecord | undefined>;

/**
 * Writes down what became of a delivery, while the lane is held, and tells.
 * @throws {LaneLost}
 */
export type Settle = (
  lane: Lane,
  delivery: DeliveryRecord,
  changes: DeliveryChanges,
  also?: Also,
) => Promise<DeliveryRecord>;

export const createSettle = ({
  run,
  announcements,
}: {
  readonly run: RunUseCase;
  readonly announcements: Announcements;
}): Settle => {
  const tell = (delivery: DeliveryRecord) =>
    announcements.announce([{ ...deliveryChanged(delivery), actor: { kind: 'system', id: null }, at: new Date() }]);

  return async (lane, delivery, changes, also) => {
    const settled = await run(
      SYSTEM,
      async (ctx) => {
        if (!(await renewLane(ctx.tx, lane))) throw new LaneLost();
        const updated = await updateDelivery(ctx.tx, delivery.id, changes, ctx.now);
        const further = (await also?.(ctx)) ?? updated;
        if (isTrouble(further)) ctx.emit(deliveryChanged(further));
        return further;
      },
      undefined,
    );
    if (!isTrouble(settled)) tell(settled);
    return settled;
  };
};
