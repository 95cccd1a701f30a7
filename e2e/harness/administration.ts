import type { APIResponse, Page } from 'playwright-core';
import type { AgentPage } from './agent-page.ts';

/** What a journey finds there when it begins. Asked of the desk by whoever is signed in on the page. */
export interface Administration {
  readonly rootId: number;
  unit(name: string, parentId?: number): Promise<number>;
  account(account: NewPerson): Promise<string>;
  roleId(name: string): Promise<number>;
}

export interface NewPerson {
  readonly username: string;
  readonly name: string;
  readonly unitId: number;
  readonly roleIds?: readonly number[];
  readonly administrator?: boolean;
  readonly agent?: boolean;
}

/** The first password of everybody whom a journey creates. */
export const FIRST_PASSWORD = 'pine-hill-2026';

export async function administration({ page, signsIn }: AgentPage): Promise<Administration> {
  await signsIn('admin', 'admin1234');
  const roots = await items<{ id: number }>(await page.request.get('/api/org-units'));
  const rootId = roots[0]?.id ?? 0;
  return {
    rootId,
    unit: async (name, parentId = rootId) => (await post(page, '/api/org-units', { name, parentId })).id as number,
    account: async ({ username, name, unitId, ...rest }) => {
      const email = `${username}@example.com`;
      const account = { username, name, email, password: FIRST_PASSWORD, orgUnitId: unitId, ...rest };
      return (await post(page, '/api/accounts', account)).id as string;
    },
    roleId: async (name) => {
      const roles = await items<{ id: number; name: string }>(await page.request.get('/api/roles'));
      return roles.find((role) => role.name === name)?.id ?? 0;
    },
  };
}

async function items<T>(answer: APIResponse): Promise<T[]> {
  return ((await answer.json()) as { items: T[] }).items;
}

async function post(page: Page, path: string, data: object): Promise<{ id: unknown }> {
  const answer = await page.request.post(path, { data, headers: { origin: new URL(page.url()).origin } });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
