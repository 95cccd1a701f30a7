import { runBare } from '../bare/run-bare.ts';
import type { BuiltPlugin } from '../build/build-plugin.ts';
import { chooseKind } from './choose-kind.ts';
import { bodyOf, type Fixture } from './fixture.ts';

/** What `parse` makes of a recorded request, in a process without network. @throws {Failure} */
export const parseLocally = ({ project, manifest }: BuiltPlugin, fixture: Fixture): Promise<unknown> => {
  const { encoding: _, ...request } = fixture.request;
  const given = {
    request: { receivedAt: Date.now(), ...request, body: bodyOf(fixture).toString('base64') },
    config: fixture.config ?? {},
  };
  return runBare('print-events', project.bundle, chooseKind(manifest, fixture.kind), JSON.stringify(given));
};
