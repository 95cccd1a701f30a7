import { readFileSync } from 'node:fs';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

export interface Hot {
  readonly name: string;
  readonly percent: number;
}

/** Functions by the time spent in themselves, the hottest first, from a V8 CPU profile. Idle time is left out. */
export function hottestFunctions(file: string, count: number): Hot[] {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as {
    nodes: ProfileNode[];
    samples: number[];
    timeDeltas: number[];
  };
  const names = new Map(profile.nodes.map((node) => [node.id, nameOf(node)]));
  const selfTime = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of profile.samples.entries()) {
    const name = names.get(id) ?? '';
    const took = profile.timeDeltas[index] ?? 0;
    if (name === '(idle)' || took < 0) continue;
    busy += took;
    selfTime.set(name, (selfTime.get(name) ?? 0) + took);
  }
  return [...selfTime]
    .sort((one, other) => other[1] - one[1])
    .slice(0, count)
    .map(([name, took]) => ({ name, percent: Math.round((took * 1_000) / busy) / 10 }));
}

function nameOf({ callFrame }: ProfileNode): string {
  const { functionName, url, lineNumber } = callFrame;
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  const place = url.replace(/^.*\/(apps|packages|node_modules)\//, '$1/');
  return `${name} ${place}:${lineNumber + 1}`;
}
