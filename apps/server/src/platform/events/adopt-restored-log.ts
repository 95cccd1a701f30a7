import type pg from 'pg';

/** Any constant will do, as long as every node uses the same. */
const ADOPTION_LOCK = 7_305_003;
/** Older than every transaction of any database. */
const BEFORE_ALL = "'3'::xid8";

/**
 * The log is read in the order of transaction ids, and those belong to one database server. After a dump was restored into another one, the
 * old events bear ids from its future: consumers would wait for them, perhaps for years. Gives them an id of the past,
 * and moves the cursors so that nothing that was not handled is stepped over. Answers whether there was anything to do.
 */
export async function adoptRestoredLog(client: pg.ClientBase): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [ADOPTION_LOCK]);
    const { rows } = await client.query<{ restored: boolean }>(
      `select coalesce(
         greatest((select max(transaction_id) from events), (select max(transaction_id) from event_consumers))
           >= pg_snapshot_xmax(pg_current_snapshot()),
         false
       ) as restored`,
    );
    const restored = rows[0]?.restored ?? false;
    if (restored) await rewrite(client);
    await client.query('commit');
    return restored;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function rewrite(client: pg.ClientBase): Promise<void> {
  // By position alone some handled events may come again after an unhandled one; reactions may repeat.
  await client.query(
    `update event_consumers c
     set
       position = coalesce(
         (select min(e.position) - 1 from events e where (e.transaction_id, e.position) > (c.transaction_id, c.position)),
         (select max(e.position) from events e),
         0
       ),
       transaction_id = ${BEFORE_ALL}`,
  );
  await client.query(`update event_dead_letters set transaction_id = ${BEFORE_ALL}`);
  await client.query(`update events set transaction_id = ${BEFORE_ALL}`);
  // Else what happens next would stand in the future, too.
  await client.query('update conversations set last_transaction_id = null where last_transaction_id is not null');
}
