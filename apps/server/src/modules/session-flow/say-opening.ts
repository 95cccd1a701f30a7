import type { Locale, SessionSettings } from '@cskefu/contract';
import { type DueHandler, scheduleTask } from '../../platform/due/index.ts';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import { findVoice, lockConversation, say, type Voice } from '../conversations/index.ts';
import { findPlaces } from '../queue/index.ts';
import { nextOpening, type ServiceState } from '../session-settings/index.ts';

/** One task for each conversation that begins where something is said to that. */
export const OPENING = 'session.opening';

/** One task for each conversation that begins where those who wait are told their place. */
export const TELL_PLACE = 'session.place';

type Context = UseCaseContext<SystemActor>;

/** Whoever is given an agent at once need not be told that all are busy. */
const PATIENCE_MS = 1_500;

/** Whether anything is said when a conversation begins. */
export function speaksAtOpening(settings: SessionSettings, state: ServiceState): boolean {
  return (
    settings.welcomeOn || state === 'off_hours' || (state === 'nobody_there' ? settings.nobodyOn : settings.busyOn)
  );
}

/** What a visitor hears at the beginning: that they are welcome, and if nobody can come, why. */
export const sayOpening: DueHandler<Context> = async (ctx, { subjectId: conversationId, payload }) => {
  const { state } = payload as { state: ServiceState };
  const isWaiting = (await lockConversation(ctx.tx, conversationId)) === 'waiting';
  const voice = await findVoice(ctx.tx, conversationId);
  if (!voice || voice.isLeftMessage) return;
  const occasion = 'opening';
  if (voice.settings.welcomeOn) await say(ctx, voice, 'welcomeText', { occasion });
  if (!isWaiting) return;
  if (state === 'off_hours') {
    const values = { opening: openingWords(voice, ctx.now) };
    await say(ctx, voice, 'offHoursText', { occasion, values });
  } else if (state === 'nobody_there') {
    if (voice.settings.nobodyOn) await say(ctx, voice, 'nobodyText', { occasion });
  } else if (voice.settings.busyOn) {
    const dueAt = new Date(ctx.now.getTime() + PATIENCE_MS);
    await scheduleTask(ctx.tx, { kind: TELL_PLACE, subjectId: conversationId, dueAt });
  }
};

/** Tells a visitor who still waits their place, and how long it will probably take. */
export const tellPlace: DueHandler<Context> = async (ctx, { subjectId: id, id: occasion }) => {
  if ((await lockConversation(ctx.tx, id)) !== 'waiting') return;
  const voice = await findVoice(ctx.tx, id);
  if (!voice?.settings.busyOn || voice.isLeftMessage) return;
  const [place] = await findPlaces(ctx.tx, [voice.skillGroupId], [id]);
  const values = {
    position: String(place?.place ?? 1),
    estimate: estimateWords(place?.estimateSeconds ?? null, voice.locale),
  };
  await say(ctx, voice, 'busyText', { occasion, values });
};

function estimateWords(seconds: number | null, locale: Locale): string {
  if (seconds === null) return locale === 'en' ? 'a few minutes' : '几分钟';
  const minutes = Math.ceil(seconds / 60);
  if (locale === 'en') return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  return `约 ${minutes} 分钟`;
}

function openingWords({ settings, locale }: Voice, now: Date): string {
  const opening = nextOpening(settings, now);
  if (!opening) return locale === 'en' ? 'later' : '稍后';
  const words = new Intl.DateTimeFormat(locale, {
    timeZone: settings.timeZone,
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(opening);
  return locale === 'en' ? `on ${words}` : words;
}
