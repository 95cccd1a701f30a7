const KEY = 'cskefu.setup.later';

/** Until this tab is closed the guide stays away; then it comes back, as long as it is not finished. */
export const postpone = () => {
  try {
    sessionStorage.setItem(KEY, '1');
  } catch {
    // Forbidden storage: it comes back a little sooner.
  }
};

export const isPostponed = (): boolean => {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
};
