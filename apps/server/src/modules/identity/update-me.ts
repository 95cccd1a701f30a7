import type { Locale } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';

/** Changes one's own name or language; what is absent stays. */
export async function updateMe(
  db: Database,
  accountId: string,
  changes: { name?: string | undefined; locale?: Locale | undefined },
): Promise<void> {
  await db
    .updateTable('accounts')
    .set({
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.locale === undefined ? {} : { locale: changes.locale }),
      updated_at: new Date(),
    })
    .where('id', '=', accountId)
    .execute();
}
