type Words = Readonly<Record<'zh-CN' | 'en', string>>;

const sentence = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });

/** What a plugin may be granted, in the words in which an administrator is asked. Each method of the core needs one of these or none. */
export const pluginPermissions = {
  'conversations:read': sentence('查看会话及其状态', 'See conversations and their state'),
  'messages:read': sentence('读取会话中的消息', 'Read the messages of conversations'),
  'messages:write': sentence('以插件的名义在会话中发送消息', 'Write messages into conversations in its own name'),
  'contacts:read': sentence('查看访客与联系人', 'See visitors and contacts'),
  'contacts:link': sentence('将身份关联到联系人', 'Link identities to contacts'),
  'agents:read': sentence('查看坐席及其状态', 'See agents and their presence'),
  'media:read': sentence('读取会话中的文件', 'Read files of conversations'),
  'media:write': sentence('保存文件供会话使用', 'Store files for conversations'),
  storage: sentence('保存自己的数据', 'Keep data of its own'),
  net: sentence('访问清单中列出的外部主机', 'Reach the outside hosts that it names'),
  'hooks:block': sentence('出错时阻止消息或操作', 'Stop a message or an act when it fails'),
} as const satisfies Record<string, Words>;

export type PluginPermission = keyof typeof pluginPermissions;

export const pluginPermissionNames = Object.keys(pluginPermissions) as PluginPermission[];
