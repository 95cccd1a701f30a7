import { FIRST_PASSWORD } from './administration.ts';
import type { AgentPage } from './agent-page.ts';
import type { Scene } from './scene.ts';
import { type Supervisor, supervisor } from './supervisor.ts';
import type { VisitorPage } from './visitor-page.ts';
import type { Language } from './words.ts';

export interface TwoAgents {
  readonly agent: AgentPage;
  /** Of the same skill group; away, so that nothing is given to them. */
  readonly colleague: AgentPage;
  readonly visitor: VisitorPage;
  readonly chief: Supervisor;
  readonly unitId: number;
}

/** The demo's agent, a colleague of theirs who has just been given an account, and a visitor. */
export async function seatTwoAgents(
  scene: Scene,
  { language = 'zh-CN', ...who }: { language?: Language; username: string; name: string },
): Promise<TwoAgents> {
  const [chief, agent, colleague, visitor] = await Promise.all([
    supervisor(scene.desk().url),
    scene.agent({ language }),
    scene.agent({ language }),
    scene.visitor({ language }),
  ]);
  await agent.signsIn();
  const me = (await (await agent.page.request.get('/api/me')).json()) as { orgUnit: { id: number } };
  await chief.agent(me.orgUnit.id, who);
  await colleague.signsIn(who.username, FIRST_PASSWORD);
  await colleague.goesAway();
  return { agent, colleague, visitor, chief, unitId: me.orgUnit.id };
}
