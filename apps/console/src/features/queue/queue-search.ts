export interface QueueSearch {
  /** The skill group; all of them if absent. */
  group?: number;
  /** 1 if absent. */
  page?: number;
}

const natural = (value: unknown) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined);

/** Which part of the queue is shown, as the address has it. */
export const queueSearch = (search: Record<string, unknown>): QueueSearch => {
  const group = natural(search['group']);
  const page = natural(search['page']);
  return { ...(group && { group }), ...(page && page > 1 && page <= 10_000 && { page }) };
};
