import type { Declaration } from './read-declarations.ts';

/** A section of the reference: the name, what its comment says, how it is declared. */
export function declarationText(declaration: Declaration): string {
  const comment = commentText(declaration.comment);
  return [`### ${declaration.name}`, ...(comment ? [comment] : []), code(withoutBody(declaration))].join('\n\n');
}

/** Lines that are indented in a comment are a list of words or an example: they keep their form. */
function commentText(comment: string): string {
  const groups: string[][] = [];
  for (const line of comment.split('\n')) {
    const last = groups.at(-1);
    if (last && (line.trim() === '' || isKept(line) === isKept(last[0] ?? ''))) last.push(line);
    else groups.push([line]);
  }
  return groups.map(groupText).join('\n\n');
}

function groupText(lines: readonly string[]): string {
  if (!isKept(lines[0] ?? '')) return lines.join('\n').trim();
  const text = withoutIndent(lines);
  return /[{(]/.test(text) ? code(text) : `\`\`\`\n${text}\n\`\`\``;
}

const isKept = (line: string) => /^ {2,}/.test(line);

function withoutIndent(lines: readonly string[]): string {
  const [, indent = ''] = /^( *)/.exec(lines[0] ?? '') ?? [];
  return lines
    .map((line) => line.slice(indent.length))
    .join('\n')
    .trim();
}

const code = (text: string) => `\`\`\`ts\n${text}\n\`\`\``;

/** Of a function only what it takes and gives. */
function withoutBody({ kind, name, source }: Declaration): string {
  const arrow = kind === 'const' ? /^([\s\S]*?\)(?:: [^=]+?)?) =>/.exec(source) : null;
  if (arrow) return (arrow[1] ?? '').replace(new RegExp(`^export const ${name} = `), `${name}`);
  return source.replace(/^export /, '');
}
