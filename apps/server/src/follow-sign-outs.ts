import type { Broadcast } from './platform/realtime/index.ts';

type SignOut = { readonly accountId: string; readonly sessionToken: string | null };

interface FollowParts {
  readonly broadcast: Broadcast;
  /** Ends the sockets of a session here, or all of an account. */
  readonly disconnect: (accountId: string, sessionToken: string | null) => void;
  readonly signedOut: (accountId: string) => void;
}

const SIGNED_OUT = 'cskefu.signed-out';

/** Other nodes hear of sessions that have ended: their sockets end as well. Answers with what tells of one. */
export function followSignOuts({ broadcast, disconnect, signedOut }: FollowParts) {
  broadcast.subscribe(SIGNED_OUT, (data) => {
    const ended = JSON.parse(Buffer.from(data).toString()) as SignOut;
    disconnect(ended.accountId, ended.sessionToken);
  });
  return (accountId: string, sessionToken: string | null): void => {
    disconnect(accountId, sessionToken);
    if (broadcast.active) broadcast.publish(SIGNED_OUT, Buffer.from(JSON.stringify({ accountId, sessionToken })));
    if (sessionToken !== null) signedOut(accountId);
  };
}
