/** The name of the unique index that refused a row, or null if something else failed. */
export function uniqueViolation(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' ? (constraint ?? '') : null;
}
