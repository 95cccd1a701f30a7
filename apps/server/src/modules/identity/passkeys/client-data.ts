import { z } from 'zod';

const envelope = z.object({ response: z.object({ clientDataJSON: z.string().max(10_000) }) });
const clientData = z.object({ challenge: z.string().regex(/^[\w-]{43}$/) });

/** The challenge that a browser says it has signed; whether it has is for the signature to prove. */
export function challengeOf(credential: object): string | null {
  const parsed = envelope.safeParse(credential);
  if (!parsed.success) return null;
  const text = Buffer.from(parsed.data.response.clientDataJSON, 'base64url').toString('utf8');
  const data = clientData.safeParse(parseJson(text));
  return data.success ? data.data.challenge : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
