/**
 * What an account may be granted: `resource:action`. The one list, used by routes, roles, API tokens, the console and the
 * documentation. Granted by role, over the account's org unit and everything below it. This file imports nothing, so a
 * browser may take it at run time.
 */

type Words = Readonly<Record<'zh-CN' | 'en', string>>;

/** `read`: look. `write`: change. `special`: a right that deserves a thought of its own. */
export type PermissionKind = 'read' | 'write' | 'special';

export interface PermissionText {
  readonly kind: PermissionKind;
  readonly name: Words;
  /** What whoever holds it can do, in one sentence. */
  readonly sentence: Words;
}

const text = (
  kind: PermissionKind,
  zhName: string,
  enName: string,
  zhSentence: string,
  enSentence: string,
): PermissionText => ({
  kind,
  name: { 'zh-CN': zhName, en: enName },
  sentence: { 'zh-CN': zhSentence, en: enSentence },
});

/** Every permission with its words, in the order in which people read them. */
export const permissionTexts = {
  'conversations:read': text(
    'read',
    '查看会话',
    'See conversations',
    '查看排队与进行中的会话及其消息。',
    'See waiting and active conversations and their messages.',
  ),
  'conversations:serve': text(
    'special',
    '接待会话',
    'Serve conversations',
    '接入、回复、转接和结束会话；账号还须设为坐席。',
    'Take, answer, transfer and end conversations; the account must be an agent, too.',
  ),
  'queue:write': text(
    'write',
    '调整排队',
    'Arrange the queue',
    '将排队中的会话移到其它技能组、调整优先级或结束。',
    'Move waiting conversations to another skill group, change their priority, or end them.',
  ),
  'queue:exceed': text(
    'special',
    '超限接入',
    'Exceed the limit',
    '在达到最大接待量之后仍可从排队中接入会话。',
    'Take waiting conversations beyond the capacity.',
  ),
  'history:read': text(
    'read',
    '查看会话历史',
    'See the history',
    '查看已结束的会话、满意度与服务小结。',
    'See closed conversations, their satisfaction and wrap-up.',
  ),
  'history:export': text(
    'special',
    '导出会话历史',
    'Export the history',
    '将会话历史导出为文件。',
    'Export the history to a file.',
  ),
  'left-messages:read': text(
    'read',
    '查看留言',
    'See left messages',
    '查看访客的留言。',
    'See what visitors left when nobody was there.',
  ),
  'left-messages:write': text(
    'write',
    '处理留言',
    'Handle left messages',
    '回复、分配和关闭留言。',
    'Answer, assign and close left messages.',
  ),
  'visitors:read': text(
    'read',
    '查看在线访客',
    'See visitors online',
    '查看正在浏览网站的访客及其访问轨迹。',
    'See who is on the web sites now, and their page trail.',
  ),
  'visitors:invite': text(
    'special',
    '邀请访客',
    'Invite visitors',
    '向正在浏览的访客发出会话邀请。',
    'Invite a visitor on a web site to talk.',
  ),
  'block-list:read': text('read', '查看黑名单', 'See the block list', '查看被拉黑的访客。', 'See who is blocked.'),
  'block-list:write': text(
    'write',
    '管理黑名单',
    'Change the block list',
    '拉黑访客或解除拉黑。',
    'Block visitors and unblock them.',
  ),
  'supervision:read': text(
    'read',
    '会话监控',
    'Watch conversations',
    '查看监控墙，静默旁观进行中的会话。',
    'See the live wall and silently watch active conversations.',
  ),
  'supervision:whisper': text(
    'special',
    '密语',
    'Whisper',
    '在会话中向坐席发送访客看不到的密语。',
    'Write to the agent in a conversation without the visitor seeing it.',
  ),
  'supervision:intervene': text(
    'special',
    '干预',
    'Intervene',
    '以主管身份直接向访客发送消息。',
    'Write to the visitor as the supervisor.',
  ),
  'supervision:write': text(
    'write',
    '接管与调度',
    'Take over and direct',
    '接管、转接、结束他人的会话，调整坐席状态。',
    "Take over, transfer and end others' conversations, and set agents' presence.",
  ),
  'quality:read': text('read', '查看质检', 'See quality reviews', '查看质检结果。', 'See the results of reviews.'),
  'quality:write': text(
    'write',
    '进行质检',
    'Review quality',
    '为会话评分并提交质检。',
    'Score and review conversations.',
  ),
  'contacts:read': text(
    'read',
    '查看联系人',
    'See contacts',
    '查看联系人及其资料。',
    'See contacts and their details.',
  ),
  'contacts:write': text(
    'write',
    '编辑联系人',
    'Change contacts',
    '新建、编辑、合并联系人。',
    'Create, edit and merge contacts.',
  ),
  'contacts:delete': text('special', '删除联系人', 'Delete contacts', '删除联系人。', 'Delete contacts.'),
  'contacts:import': text(
    'special',
    '导入联系人',
    'Import contacts',
    '从文件批量导入联系人。',
    'Import contacts from a file.',
  ),
  'contacts:export': text(
    'special',
    '导出联系人',
    'Export contacts',
    '将联系人导出为文件。',
    'Export contacts to a file.',
  ),
  'customers:read': text(
    'read',
    '查看客户',
    'See customers',
    '查看企业与个人客户。',
    'See companies and private customers.',
  ),
  'customers:write': text('write', '编辑客户', 'Change customers', '新建和编辑客户。', 'Create and edit customers.'),
  'customers:delete': text('special', '删除客户', 'Delete customers', '删除客户。', 'Delete customers.'),
  'customers:import': text(
    'special',
    '导入客户',
    'Import customers',
    '从文件批量导入客户。',
    'Import customers from a file.',
  ),
  'customers:export': text(
    'special',
    '导出客户',
    'Export customers',
    '将客户导出为文件。',
    'Export customers to a file.',
  ),
  'tickets:read': text('read', '查看工单', 'See tickets', '查看工单及其进展。', 'See tickets and their progress.'),
  'tickets:write': text(
    'write',
    '处理工单',
    'Work on tickets',
    '新建、处理和关闭工单。',
    'Create, work on and close tickets.',
  ),
  'tickets:manage': text(
    'special',
    '工单设置',
    'Manage tickets',
    '管理工单模板、分组与时限。',
    'Manage templates, groups and time limits of tickets.',
  ),
  'knowledge:read': text(
    'read',
    '查看知识库',
    'See the knowledge base',
    '查阅知识库与学习中心。',
    'Read the knowledge base and the learning centre.',
  ),
  'knowledge:write': text(
    'write',
    '编辑知识库',
    'Write knowledge',
    '撰写、发布知识与课程。',
    'Write and publish articles and courses.',
  ),
  'reports:read': text('read', '查看统计', 'See statistics', '查看统计报表。', 'See statistics and reports.'),
  'reports:export': text(
    'special',
    '导出统计',
    'Export statistics',
    '将统计数据导出为文件。',
    'Export statistics to a file.',
  ),
  'quick-replies:write': text(
    'write',
    '管理公共快捷回复',
    'Change shared quick replies',
    '编辑本机构共用的快捷回复。',
    'Edit the quick replies that the unit shares.',
  ),
  'tags:write': text('write', '管理标签', 'Change tags', '新建、编辑标签。', 'Create and edit tags.'),
  'staff-chat:write': text(
    'write',
    '企业聊天',
    'Staff chat',
    '与同事聊天、创建群组。',
    'Talk with colleagues and create groups.',
  ),
  'calls:read': text('read', '查看通话', 'See calls', '查看通话记录与录音。', 'See calls and recordings.'),
  'calls:serve': text(
    'special',
    '接打电话',
    'Take calls',
    '以 SIP 坐席身份接打电话。',
    'Take and make calls as a SIP agent.',
  ),
  'campaigns:read': text(
    'read',
    '查看营销活动',
    'See campaigns',
    '查看营销活动及其效果。',
    'See campaigns and how they do.',
  ),
  'campaigns:write': text(
    'write',
    '管理营销活动',
    'Run campaigns',
    '创建、发送营销活动。',
    'Create and send campaigns.',
  ),
  'channels:read': text('read', '查看渠道', 'See channels', '查看渠道及其设置。', 'See channels and their settings.'),
  'channels:write': text(
    'write',
    '管理渠道',
    'Change channels',
    '新建、编辑、停用渠道，查看身份密钥。',
    'Create, edit and switch off channels, and see their identity secrets.',
  ),
  'bots:read': text('read', '查看机器人客服', 'See bots', '查看机器人客服及其设置。', 'See bots and their settings.'),
  'bots:write': text(
    'write',
    '管理机器人客服',
    'Change bots',
    '新建、编辑、停用机器人客服。',
    'Create, edit and switch off bots.',
  ),
  'settings:read': text(
    'read',
    '查看客服设置',
    'See the settings',
    '查看技能组的会话设置。',
    'See the session settings of skill groups.',
  ),
  'settings:write': text(
    'write',
    '修改客服设置',
    'Change the settings',
    '修改技能组的会话设置与工作时间。',
    'Change session settings and working hours of skill groups.',
  ),
  'org-units:read': text(
    'read',
    '查看组织机构',
    'See the organization',
    '查看组织机构及其人员。',
    'See org units and their people.',
  ),
  'org-units:write': text(
    'write',
    '管理组织机构',
    'Change the organization',
    '新建、编辑、移动、删除下级组织机构。',
    'Create, edit, move and delete org units below the own one.',
  ),
  'accounts:read': text('read', '查看账号', 'See accounts', '查看账号及其角色。', 'See accounts and their roles.'),
  'accounts:write': text(
    'write',
    '管理账号',
    'Change accounts',
    '新建、导入、编辑、停用、删除账号，重置密码。',
    'Create, import, edit, disable and delete accounts, and reset passwords.',
  ),
  'roles:read': text('read', '查看角色', 'See roles', '查看角色及其权限。', 'See roles and what they grant.'),
  'roles:assign': text(
    'special',
    '分配角色',
    'Assign roles',
    '将账号加入角色或移出角色。',
    'Add accounts to roles and remove them.',
  ),
  'access:explain': text(
    'special',
    '查询访问权限',
    'Explain access',
    '查询谁能看到某个资源以及原因。',
    'Ask who can see something, and why.',
  ),
  'audit:read': text(
    'read',
    '查看审计日志',
    'See the audit log',
    '查看管理操作与登录记录。',
    'See administrative acts and sign-ins.',
  ),
  'audit:export': text(
    'special',
    '导出审计日志',
    'Export the audit log',
    '将审计日志导出为文件。',
    'Export the audit log to a file.',
  ),
  'api-tokens:write': text(
    'special',
    '使用 API 令牌',
    'Use API tokens',
    '为自己创建 API 令牌，供程序调用接口。',
    "Create API tokens of one's own for programs.",
  ),
  'roles:write': text(
    'special',
    '编辑角色',
    'Change roles',
    '新建、编辑、删除角色；仅超级管理员拥有。',
    'Create, edit and delete roles; the super administrator only.',
  ),
  'plugins:write': text(
    'special',
    '管理插件',
    'Manage plugins',
    '安装、升级、停用插件；仅超级管理员拥有。',
    'Install, upgrade and switch off plugins; the super administrator only.',
  ),
  'system:operate': text(
    'special',
    '系统运维',
    'Operate the system',
    '查看系统状态、重试失败的事件；仅超级管理员拥有。',
    'See the state of the system and retry failed events; the super administrator only.',
  ),
} as const satisfies Record<`${string}:${string}`, PermissionText>;

export type Permission = keyof typeof permissionTexts;

export const permissions = Object.keys(permissionTexts) as [Permission, ...Permission[]];

/** What belongs to the whole desk, not to a part of the tree: no role can grant it. */
export const superPermissions: readonly Permission[] = ['roles:write', 'plugins:write', 'system:operate'];

/** What a role may grant, and what an administrator has over their unit and below. */
export const grantablePermissions: readonly Permission[] = permissions.filter(
  (permission) => !superPermissions.includes(permission),
);
