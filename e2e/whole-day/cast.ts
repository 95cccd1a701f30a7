import { FIRST_PASSWORD } from '../harness/administration.ts';
import { supervisor } from '../harness/supervisor.ts';
import type { Language } from '../harness/words.ts';
import { words } from './words.ts';

export interface Cast {
  readonly channel: string;
  /** How each of them signs in. */
  readonly lilei: readonly [string, string];
  readonly hanmeimei: readonly [string, string];
  readonly chief: readonly [string, string];
}

/** A house of its own with a group of two agents, each for two visitors at once, and whoever leads them. */
export async function castDay(url: string, language: Language): Promise<Cast> {
  const { house, group, lunch, tag } = words[language];
  const { ask } = await supervisor(url);
  const { items: roots } = await ask<{ items: { id: number }[] }>('GET', '/api/org-units');
  const { items: roles } = await ask<{ items: { id: number; name: string }[] }>('GET', '/api/roles');
  const unit = await ask('POST', '/api/org-units', { name: house, parentId: roots[0]?.id });
  const { id } = await ask('POST', '/api/org-units', {
    name: group,
    parentId: unit.id,
    isSkillGroup: true,
    maxConversations: 2,
  });
  const channel = await ask<{ id: string }>('POST', '/api/channels', { name: house, skillGroupId: id });
  await ask('POST', '/api/tags', { name: tag, color: 'orange', orgUnitId: unit.id });
  await ask('PATCH', `/api/org-units/${id}/supervision-settings`, { awayReasons: [{ name: lunch, maxMinutes: 60 }] });

  const person = async (name: string, login: string, role: string, orgUnitId: number, agent: boolean) => {
    const username = `${login}-${language}`.toLowerCase();
    const roleIds = roles.filter((one) => one.name === role).map((one) => one.id);
    const account = { username, name, email: `${username}@example.com`, password: FIRST_PASSWORD };
    await ask('POST', '/api/accounts', { ...account, orgUnitId, roleIds, agent });
    return [username, FIRST_PASSWORD] as const;
  };
  return {
    channel: channel.id,
    lilei: await person('李雷', 'lilei', '普通坐席', id, true),
    hanmeimei: await person('韩梅梅', 'hanmeimei', '普通坐席', id, true),
    chief: await person('林主管', 'lin', '管理员', unit.id, false),
  };
}
