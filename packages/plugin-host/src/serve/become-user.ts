/** A user of the system. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

// Taken before they are taken away from plugins.
const { setgroups, setgid, setuid } = process;

/**
 * Gives up for good what this process was started with. It does so itself, after its own code is read: Node and the desk may lie where that user cannot
 * read, in the home of root.
 */
export const becomeUser = ({ uid, gid }: SystemUser): void => {
  setgroups?.([]);
  setgid?.(gid);
  setuid?.(uid);
  if (process.getuid?.() !== uid || process.geteuid?.() !== uid || process.getgid?.() !== gid)
    throw new Error(`could not become the user ${uid}:${gid}`);
};
