import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import {
  acceptTransferOffer,
  declineTransferOffer,
  listTransferOffers,
  withdrawTransferOffer,
} from './answer-transfer-offer.ts';

export function registerTransferOfferRoutes(register: RegisterRoute, run: RunUseCase): void {
  const { transferOffers } = routes;
  register(transferOffers.list, ({ actor }) => run.read(actor, listTransferOffers, undefined));
  register(transferOffers.accept, ({ actor, params, body }) =>
    run(actor, acceptTransferOffer, { ...body, id: params.id }),
  );
  register(transferOffers.decline, async ({ actor, params, body }) => {
    await run(actor, declineTransferOffer, { ...body, id: params.id });
    return { ok: true as const };
  });
  register(transferOffers.withdraw, ({ actor, params }) => run(actor, withdrawTransferOffer, params));
}
