const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** A random wait that grows with each try, so that many browsers do not come back at once. Ends early when the network does. */
export const waitBeforeTry = (tries: number, atLeastMs = 0): Promise<void> =>
  new Promise((resolve) => {
    const spread = Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
    const timer = setTimeout(done, Math.max(atLeastMs, spread));
    function done() {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    }
    addEventListener('online', done);
  });
