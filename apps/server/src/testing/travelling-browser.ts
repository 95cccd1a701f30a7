/** A browser that follows redirects from one site to the other and keeps the cookies of each. */
export interface TravellingBrowser {
  /** Where a request leads, without going there. */
  step(url: string): Promise<{ status: number; location: string | null }>;
  /** Goes on until a page of `home` that is no redirect, or until `stopAt` fits the next address; answers with that address. */
  travel(url: string, stopAt?: (url: URL) => boolean): Promise<URL>;
  /** As a `Cookie` header. */
  cookiesOf(origin: string): string;
}

const MOST_STEPS = 15;

export function openBrowser(home: string): TravellingBrowser {
  const jars = new Map<string, Map<string, string>>();

  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const cookiesOf = (origin: string) => [...jarOf(origin)].map(([name, value]) => `${name}=${value}`).join('; ');

  async function step(url: string) {
    const { origin } = new URL(url);
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: cookiesOf(origin) } });
    await response.arrayBuffer();
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) jarOf(origin).delete(name);
      else jarOf(origin).set(name, pair.slice(name.length + 1));
    }
    const location = response.headers.get('location');
    return { status: response.status, location: location === null ? null : new URL(location, url).href };
  }

  async function travel(start: string, stopAt: (url: URL) => boolean = (url) => isPageOf(home, url)): Promise<URL> {
    let url = start;
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const { status, location } = await step(url);
      if (location === null) throw new Error(`${url} answered ${status} and leads nowhere`);
      if (stopAt(new URL(location))) return new URL(location);
      url = location;
    }
    throw new Error('went round in circles');
  }

  return { step, travel, cookiesOf };
}

const isPageOf = (home: string, { origin, pathname }: URL) => origin === home && pathname === '/';
