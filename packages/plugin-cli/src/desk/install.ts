import type { PackedPlugin } from '../pack/pack-plugin.ts';
import type { DeskApi } from './desk-api.ts';

interface ReadPackage {
  readonly hash: string;
  readonly plugin: { readonly permissions: readonly string[]; readonly hosts: readonly string[] };
  readonly change: {
    readonly kind: string;
    readonly addedPermissions: readonly string[];
    readonly addedHosts: readonly string[];
  };
}

export interface Installed {
  readonly id: string;
  readonly version: string;
  readonly condition: string;
  readonly nodes: readonly { readonly node: string; readonly phase: string; readonly refusal: string | null }[];
}

/** Uploads an archive and installs it with all that it asks for: its author consents to it. @throws {DeskError} */
export const install = async (desk: DeskApi, packed: PackedPlugin) => {
  const form = new FormData();
  form.append('file', new Blob([packed.archive.slice()], { type: 'application/gzip' }), packed.fileName);
  const read = (await desk.call('POST', '/api/plugins/packages', form)) as ReadPackage;
  const { permissions, hosts } = read.plugin;
  const installed = await desk.call('POST', `/api/plugins/packages/${read.hash}/install`, { permissions, hosts });
  return { change: read.change, plugin: installed as Installed };
};
