import type { Conversation } from '@cskefu/contract';
import { useReplyState } from './may-reply.ts';
import { ReplyClosed } from './reply-closed.tsx';
import { ReplyField } from './reply-field.tsx';
import './composer.css';

/** The place to answer; where one may not, it says why and what one can do. */
export const Composer = ({ conversation }: { conversation: Conversation }) => {
  const state = useReplyState(conversation);
  return (
    <div className="composer">
      {state === 'open' ? (
        <ReplyField conversation={conversation} />
      ) : (
        <ReplyClosed conversation={conversation} state={state} />
      )}
    </div>
  );
};
