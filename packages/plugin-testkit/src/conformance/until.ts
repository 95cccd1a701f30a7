export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until it is so; false: it was not, for all that time. */
export const until = async (
  isSo: () => boolean | Promise<boolean>,
  longestMs: number,
  stepMs = 20,
): Promise<boolean> => {
  for (const end = performance.now() + longestMs; performance.now() < end; await pause(stepMs))
    if (await isSo()) return true;
  return isSo();
};
