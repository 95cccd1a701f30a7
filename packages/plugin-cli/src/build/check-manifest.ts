import type { PluginManifest } from '@cskefu/plugin-sdk';
import { pluginPermissionNames } from '@cskefu/plugin-sdk';
import { Failure } from '../cli/failure.ts';
import type { Project } from '../project/read-project.ts';

/** What the desk would refuse. @throws {Failure} */
export const checkManifest = (manifest: PluginManifest, { version }: Project): void => {
  if (!/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(manifest.id))
    throw new Failure(
      `The id ${manifest.id} has another form than publisher.name.`,
      'Lower case, digits and hyphens: acme.greeter.',
    );
  if (manifest.version !== version)
    throw new Failure(
      `definePlugin says version ${manifest.version}, package.json ${version}.`,
      'Both name the same version; change the one that is old.',
    );
  const unknown = manifest.permissions.filter((name) => !pluginPermissionNames.includes(name));
  if (unknown.length > 0)
    throw new Failure(
      `There is no permission ${unknown.join(', ')}.`,
      `There are: ${pluginPermissionNames.join(', ')}.`,
    );
};
