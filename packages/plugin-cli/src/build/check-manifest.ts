import type { PluginManifest } from '@cskefu/plugin-sdk';
import { areInOrder, pluginPermissionNames } from '@cskefu/plugin-sdk';
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
  const { migrations = [] } = manifest;
  if (!areInOrder(migrations))
    throw new Failure(
      `The migrations lead to ${migrations.join(', ')}.`,
      'Oldest first, each to one more than the one before, and none to less than 2.',
    );
  if (migrations.length > 0 && !manifest.permissions.includes('storage'))
    throw new Failure('It has migrations and no data.', 'They need the permission storage.');
  const unknown = manifest.permissions.filter((name) => !pluginPermissionNames.includes(name));
  if (unknown.length > 0)
    throw new Failure(
      `There is no permission ${unknown.join(', ')}.`,
      `There are: ${pluginPermissionNames.join(', ')}.`,
    );
};
