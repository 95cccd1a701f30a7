import { AsyncLocalStorage } from 'node:async_hooks';

const MARK = '\u001e';
const speaking = new AsyncLocalStorage<string>();

/** Whatever is printed while a plugin is served, or by what it began then, is marked as its own. */
export const speakAs = <T>(plugin: string, act: () => T): T => speaking.run(plugin, act);

/** In the child: marks every chunk that is written with who writes. */
export const markOutput = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
    stream.write = ((chunk: unknown, ...rest: unknown[]) => {
      const plugin = speaking.getStore();
      return write(plugin !== undefined && typeof chunk === 'string' ? mark(plugin, chunk) : chunk, ...rest);
    }) as typeof stream.write;
  }
};

const mark = (plugin: string, text: string): string => text.replace(/^(?=.)/gm, `${MARK}${plugin}${MARK}`);

const MARKED = new RegExp(`${MARK}([^${MARK}]{1,100})${MARK}`, 'g');

/** In the core: whose a line is, if that is known. A plugin can put a mark of another one in: it is a help for reading, no proof. */
export const whoseOutput = (line: string): { readonly plugin: string | null; readonly text: string } => ({
  plugin: new RegExp(MARKED.source).exec(line)?.[1] ?? null,
  text: withoutMarks(line),
});

export const withoutMarks = (text: string): string => text.replace(MARKED, '');
