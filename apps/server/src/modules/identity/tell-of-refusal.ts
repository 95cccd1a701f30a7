import { DomainError } from '../../platform/errors/index.ts';
import { SYSTEM } from '../access/index.ts';
import type { SignInMethod } from './begin-session.ts';
import type { Client } from './client.ts';
import { beginAttempt, refusalNotice } from './guard/attempts.ts';
import type { IdentityDependencies } from './identity.ts';
import { describeDevice, nameDevice } from './sessions/describe-device.ts';

/**
 * Tells the event log of a refused sign-in to an account that exists: beside the answer, which must not come later for it. Nobody has proved
 * to be the owner, so the event has no author. A flood of attempts leaves a few lines, not a flood.
 */
export function tellOfRefusal(
  dependencies: Pick<IdentityDependencies, 'db' | 'run' | 'log'>,
  accountId: string,
  method: SignInMethod,
  client: Client,
): void {
  write(dependencies, accountId, method, client).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'rate_limited') return;
    dependencies.log.warn({ err: error }, 'a refused sign-in could not be written down');
  });
}

async function write(
  { db, run }: Pick<IdentityDependencies, 'db' | 'run'>,
  accountId: string,
  method: SignInMethod,
  client: Client,
): Promise<void> {
  await beginAttempt(db, refusalNotice(accountId), new Date());
  const device = nameDevice(describeDevice(client.userAgent));
  const { org_unit_id: orgUnitId } = await db
    .selectFrom('accounts')
    .select('org_unit_id')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  await run(
    SYSTEM,
    async (ctx) => {
      const payload = { accountId, method, device, address: client.address };
      ctx.emit({ type: 'account.sign_in_refused', orgUnitId, payload });
    },
    undefined,
  );
}
