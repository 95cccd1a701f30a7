import { readPackage } from '../modules/plugins/package/read-package.ts';

/** What is wrong with a plugin package, and where; 'fits' if nothing is. */
export function packageProblem(bytes: Buffer): string {
  try {
    readPackage(bytes);
    return 'fits';
  } catch (error) {
    const { code, extras } = error as { code: string; extras: { issues: { path: string; message: string }[] } };
    return code === 'package_refused' ? `${extras.issues[0]?.message} ${extras.issues[0]?.path}` : String(error);
  }
}
