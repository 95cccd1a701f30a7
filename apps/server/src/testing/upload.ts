import type { FileInfo } from '@cskefu/contract';
import type { TestAgent, TestDesk, TestVisitor } from './test-desk.ts';

const credentialsOf = (person: TestAgent | TestVisitor, desk: TestDesk): Record<string, string> =>
  'token' in person ? { authorization: `Bearer ${person.token}` } : { cookie: person.cookie, origin: desk.url };

/** Uploads a file and answers with the status and whatever came back. */
export async function uploadAnswer(
  desk: TestDesk,
  person: TestAgent | TestVisitor,
  name: string,
  bytes: Buffer,
): Promise<{ status: number; code?: string } & Partial<FileInfo>> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], name));
  const response = await fetch(`${desk.url}/api/files`, {
    method: 'POST',
    headers: credentialsOf(person, desk),
    body: form,
  });
  return { status: response.status, ...((await response.json()) as object) };
}

export async function upload(
  desk: TestDesk,
  person: TestAgent | TestVisitor,
  name: string,
  bytes: Buffer,
): Promise<FileInfo> {
  const { status, ...file } = await uploadAnswer(desk, person, name, bytes);
  if (status !== 200) throw new Error(`the upload answered ${status}: ${JSON.stringify(file)}`);
  return file as FileInfo;
}

export const readAll = async (response: Response) => Buffer.from(await response.arrayBuffer());
