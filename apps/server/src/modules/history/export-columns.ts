import type { CloseReason, Conversation, ConversationState, WrapUp } from '@cskefu/contract';
import { type Cell, inZone } from '../../platform/spreadsheet/index.ts';
import type { ExportJob } from './exports.store.ts';

type Locale = ExportJob['locale'];

const words = {
  'zh-CN': {
    sheet: '会话历史',
    headings: [
      '会话编号',
      '开始时间',
      '访客',
      '身份已确认',
      '渠道',
      '技能组',
      '坐席',
      '发起方式',
      '状态',
      '接待时间',
      '等待（秒）',
      '结束时间',
      '时长（秒）',
      '结束原因',
      '满意度（1–5）',
      '满意度原因',
      '满意度评语',
      '标签',
      '服务类型',
      '服务小结',
      '跟进时间',
      '跟进事项',
      '已跟进',
    ],
    yes: '是',
    no: '否',
    origins: { visitor: '访客发起', agent: '坐席发起', left_message: '留言' },
    states: { bot: '机器人', waiting: '等待中', active: '进行中', closed: '已结束' },
    reasons: {
      agent: '坐席结束',
      visitor: '访客结束',
      idle: '访客长时间未回复',
      supervisor: '主管结束',
      blocked: '访客被拉黑',
      abandoned: '等待时离开',
      queue_timeout: '排队超时',
      merged: '并入另一个会话',
    },
    comma: '、',
  },
  en: {
    sheet: 'History',
    headings: [
      'Conversation',
      'Began',
      'Visitor',
      'Identified',
      'Channel',
      'Skill group',
      'Agent',
      'Begun by',
      'State',
      'Taken',
      'Waited (s)',
      'Ended',
      'Lasted (s)',
      'How it ended',
      'Satisfaction (1–5)',
      'Reasons',
      'Comment',
      'Tags',
      'Service types',
      'Wrap-up',
      'Follow up at',
      'What to follow up',
      'Followed up',
    ],
    yes: 'yes',
    no: 'no',
    origins: { visitor: 'visitor', agent: 'agent', left_message: 'left message' },
    states: { bot: 'bot', waiting: 'waiting', active: 'active', closed: 'closed' },
    reasons: {
      agent: 'agent',
      visitor: 'visitor',
      idle: 'visitor idle',
      supervisor: 'supervisor',
      blocked: 'visitor blocked',
      abandoned: 'left while waiting',
      queue_timeout: 'waited too long',
      merged: 'joined with another',
    },
    comma: ', ',
  },
} as const satisfies Record<
  Locale,
  {
    sheet: string;
    headings: readonly string[];
    yes: string;
    no: string;
    origins: Record<Conversation['origin'], string>;
    states: Record<ConversationState, string>;
    reasons: Record<CloseReason, string>;
    comma: string;
  }
>;

export const sheetName = (locale: Locale): string => words[locale].sheet;
export const headings = (locale: Locale): readonly string[] => words[locale].headings;

/** Gives the columns of a conversation, in the order of the headings. */
export function rowsFor(
  { locale, timeZone }: Pick<ExportJob, 'locale' | 'timeZone'>,
  reasonWords: (skillGroupId: number, reason: string) => string,
): (one: Conversation, wrapUp?: WrapUp) => Cell[] {
  const say = words[locale];
  const moment = inZone(timeZone);
  return ({ createdAt, assignedAt, closedAt, closeReason, visitor, satisfaction, ...conversation }, wrapUp) => [
    conversation.id,
    moment(createdAt),
    visitor.name,
    visitor.identified ? say.yes : say.no,
    conversation.channel.name,
    conversation.skillGroup.name,
    conversation.agent?.name ?? null,
    say.origins[conversation.origin],
    say.states[conversation.state],
    moment(assignedAt),
    secondsBetween(createdAt, assignedAt),
    moment(closedAt),
    secondsBetween(createdAt, closedAt),
    closeReason && say.reasons[closeReason],
    satisfaction?.level ?? null,
    satisfaction?.reasons.map((reason) => reasonWords(conversation.skillGroup.id, reason)).join(say.comma) || null,
    satisfaction?.comment ?? null,
    conversation.tags.map(({ name }) => name).join(say.comma) || null,
    wrapUp?.serviceTypes.map(({ name }) => name).join(say.comma) || null,
    wrapUp?.memo || null,
    moment(wrapUp?.followUp?.dueAt ?? null),
    wrapUp?.followUp?.memo || null,
    wrapUp?.followUp ? (wrapUp.followUp.doneAt ? say.yes : say.no) : null,
  ];
}

const secondsBetween = (from: string, to: string | null) =>
  to === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / 1_000);
