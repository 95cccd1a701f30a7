/** Something that a file of the SDK declares at its top level. */
export interface Declaration {
  readonly name: string;
  readonly exported: boolean;
  readonly kind: 'interface' | 'type' | 'const' | 'class';
  /** The words of its comment, without stars. */
  readonly comment: string;
  /** As it stands, without its comment. */
  readonly source: string;
}

const BEGIN = /^(export )?(interface|type|const|class) (\w+)/;

/**
 * Reads what a formatted source declares. The formatter puts every declaration at the beginning of a line and indents what is in it, so lines tell
 * where each ends; no parser is needed.
 */
export function readDeclarations(source: string): Declaration[] {
  const lines = source.split('\n');
  return lines.flatMap((line, at) => {
    const [, exported, kind, name] = BEGIN.exec(line) ?? [];
    if (kind === undefined || name === undefined) return [];
    const declared = lines.slice(at, endOf(lines, at) + 1).join('\n');
    return [
      {
        name,
        exported: exported !== undefined,
        kind: kind as Declaration['kind'],
        comment: commentBefore(lines, at),
        source: declared,
      },
    ];
  });
}

/** The first line from there on after which something else begins. */
function endOf(lines: readonly string[], begin: number): number {
  for (let at = begin; at < lines.length; at += 1) if (/^$|^\/\*\*/.test(lines[at + 1] ?? '')) return at;
  return lines.length - 1;
}

function commentBefore(lines: readonly string[], at: number): string {
  if (!lines[at - 1]?.endsWith('*/')) return '';
  let begin = at - 1;
  while (!lines[begin]?.startsWith('/**')) begin -= 1;
  return lines
    .slice(begin, at)
    .map((line) =>
      line
        .replace(/ ?\*\/$/, '')
        .replace(/^\/\*\* ?|^ \* ?/, '')
        .trimEnd(),
    )
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
}
