import { FIRST_PASSWORD } from './administration.ts';

/** Somebody who arranges the desk from elsewhere, over HTTP: what the people in the browsers do not do themselves. */
export interface Supervisor {
  ask<T = { id: number }>(method: string, path: string, body?: object): Promise<T>;
  /** The same, where the answer is expected to be no. */
  status(method: string, path: string, body?: object): Promise<number>;
  /** A skill group with a channel of its own. */
  group(name: string): Promise<{ id: number; channel: string }>;
  /** An agent of a skill group; they sign in by this name. */
  agent(
    unitId: number,
    who?: { username: string; name: string },
  ): Promise<{ id: string; username: string; password: string }>;
}

export async function supervisor(url: string): Promise<Supervisor> {
  const headers = { 'content-type': 'application/json', origin: url };
  const entry = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username: 'admin', password: 'admin1234', remember: false }),
  });
  const cookie = entry.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const send = (method: string, path: string, body?: object) =>
    fetch(url + path, {
      method,
      headers: { ...(body ? headers : { origin: url }), cookie },
      ...(body && { body: JSON.stringify(body) }),
    });

  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await send(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  const { items: roots } = await ask<{ items: { id: number }[] }>('GET', '/api/org-units');
  const { items: roles } = await ask<{ items: { id: number; name: string }[] }>('GET', '/api/roles');
  const roleIds = roles.filter(({ name }) => name === '普通坐席').map(({ id }) => id);
  let people = 0;
  return {
    ask,
    status: async (method, path, body) => (await send(method, path, body)).status,
    group: async (name) => {
      const { id } = await ask<{ id: number }>('POST', '/api/org-units', {
        name,
        parentId: roots[0]?.id,
        isSkillGroup: true,
      });
      const channel = await ask<{ id: string }>('POST', '/api/channels', { name, skillGroupId: id });
      return { id, channel: channel.id };
    },
    agent: async (orgUnitId, who) => {
      people += 1;
      const { username, name } = who ?? { username: `agent-${people}`, name: `坐席 ${people}` };
      const person = { username, name, email: `${username}@example.com`, password: FIRST_PASSWORD };
      const { id } = await ask<{ id: string }>('POST', '/api/accounts', { ...person, orgUnitId, roleIds, agent: true });
      return { id, username, password: FIRST_PASSWORD };
    },
  };
}
