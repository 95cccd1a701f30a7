import type { HttpManifest } from '@cskefu/plugin-sdk';

export interface FoundRoute {
  readonly route: HttpManifest;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a manifest that a request is for: one without parameters goes before one with. */
export const findPluginRoute = (routes: readonly HttpManifest[], method: string, path: string): FoundRoute | null => {
  const found = routes.flatMap((route) => {
    const params = route.method === method ? matchPath(route.path, path) : null;
    return params ? [{ route, params }] : [];
  });
  return found.find(({ params }) => Object.keys(params).length === 0) ?? found[0] ?? null;
};

const matchPath = (pattern: string, path: string): Record<string, string> | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: [string, string][] = [];
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return null;
    } else {
      const decoded = decode(value);
      if (!decoded) return null;
      params.push([part.slice(1), decoded]);
    }
  }
  return Object.fromEntries(params);
};

const decode = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};
