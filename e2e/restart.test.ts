import { expect, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { setScene } from './harness/scene.ts';
import type { VisitorPage } from './harness/visitor-page.ts';

const scene = setScene();
const numbered = (word: string) => Array.from({ length: 8 }, (_, index) => `${word} ${index + 1}。`);

async function writeAll(person: VisitorPage | AgentPage, texts: readonly string[]): Promise<void> {
  for (const text of texts) await person.writes(text);
}

it.each([
  { victim: 'the server', database: false },
  { victim: 'the server and its database', database: true },
])('loses, doubles and mixes up nothing when $victim dies while both are writing', async ({ victim, database }) => {
  // So tall that no message is out of sight.
  const [agent, visitor] = await Promise.all([
    scene.agent({ viewport: { width: 1280, height: 1800 } }),
    scene.visitor({ place: 'full page' }),
  ]);
  const [questions, answers] = [numbered('问'), numbered('答')];
  await agent.signsIn();
  await visitor.begins(victim);
  await agent.opens(victim);

  const writing = [writeAll(visitor, questions), writeAll(agent, answers)];
  await Promise.race([agent.line('问 3。').waitFor(), visitor.line('答 3。').waitFor()]);
  await scene.desk().kill({ database });
  await Promise.all(writing);
  await scene.desk().start();
  // The last words of both have arrived; what was written before them must have, too.
  await Promise.all([agent.line('问 8。').waitFor(), visitor.line('答 8。').waitFor()]);

  await expect.poll(() => storedTexts(agent, 'visitor'), { timeout: 20_000 }).toEqual([victim, ...questions]);
  await expect.poll(() => storedTexts(agent, 'agent'), { timeout: 20_000 }).toEqual(answers);
  const events = await agent.storedEvents();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const story = await storedTexts(agent);
  await agent.sees(...story);
  await visitor.sees(...story);
});

async function storedTexts(agent: AgentPage, kind?: 'visitor' | 'agent'): Promise<string[]> {
  const events = await agent.storedEvents();
  return events.flatMap((event) =>
    event.type === 'message.created' && (!kind || event.message.author.kind === kind) ? [event.message.text ?? ''] : [],
  );
}
