import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Answers one line for each relative link or picture in a Markdown file that leads nowhere, headings included. */
export function findLinkProblems(root: string): string[] {
  return markdownFiles(root).flatMap((file) => {
    const text = withoutCode(readFileSync(join(root, file), 'utf8'));
    return linksIn(text).flatMap((link) => {
      const problem = problemWith(root, file, link);
      return problem ? [`${file}: ${link} ${problem}`] : [];
    });
  });
}

function markdownFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

function withoutCode(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
}

function linksIn(text: string): string[] {
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const definitions = [...text.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm)];
  const attributes = [...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  return [...inline, ...definitions, ...attributes].flatMap((match) => match[1] ?? []);
}

function problemWith(root: string, file: string, link: string): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) return null;
  const [path = '', heading] = decodeURI(link).split('#');
  if (path.startsWith('/')) return 'is absolute: write it relative to the file';
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (target.startsWith('..')) return 'leaves the repository';
  const full = join(root, target);
  if (!existsSync(full)) return 'does not exist';
  if (!heading || !target.endsWith('.md') || statSync(full).isDirectory()) return null;
  return headingsOf(readFileSync(full, 'utf8')).includes(heading.toLowerCase()) ? null : `has no heading #${heading}`;
}

/** Anchors as code hosts make them: lower case, spaces to hyphens, punctuation gone, repetitions numbered. */
function headingsOf(text: string): string[] {
  const seen = new Map<string, number>();
  const lines = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm);
  return [...lines].map((match) => {
    const slug = (match[1] ?? '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}
