import { DomainError } from '../../../platform/errors/index.ts';

/** What is wrong with a package: where, and what, as a code that the console has words for. */
export const refusal = (path: string, code: RefusalCode, detail?: string): DomainError =>
  new DomainError('package_refused', {
    detail: detail ?? `${path}: ${code}`,
    issues: [{ path, message: code }],
  });

/**
 *   not_a_package     no gzipped tar as `npm pack` makes it
 *   too_large         above a limit when unpacked
 *   bad_path          an absolute path, one with `..`, or outside `package/`
 *   bad_entry         a link, a device, or something else that is no file
 *   missing           a file that must be there
 *   not_json          cannot be read as JSON
 *   bad_manifest      `cskefu` of package.json does not fit; the path names the field
 *   version_differs   package.json has another version than its manifest
 *   unsupported_api   made for another version of the plugin API
 *   reserved          the id belongs to the product
 *   other_package     the id was installed from a package of another name
 *   native_code       machine code
 *   install_script    wants to run something when installed
 *   forbidden_import  imports a part of Node that plugins may not have
 */
export type RefusalCode =
  | 'not_a_package'
  | 'too_large'
  | 'bad_path'
  | 'bad_entry'
  | 'missing'
  | 'not_json'
  | 'bad_manifest'
  | 'version_differs'
  | 'unsupported_api'
  | 'reserved'
  | 'other_package'
  | 'native_code'
  | 'install_script'
  | 'forbidden_import';
