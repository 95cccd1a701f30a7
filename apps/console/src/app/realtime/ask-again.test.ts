import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { askAgain } from './apply-frame.ts';

it('does not take for new what was asked for before', async () => {
  const answers: ((text: string) => void)[] = [];
  const queryClient = new QueryClient();
  const observer = new QueryObserver<string>(queryClient, {
    queryKey: ['quoted'],
    queryFn: () => new Promise((resolve) => answers.push(resolve)),
  });
  const stop = observer.subscribe(() => {});
  void askAgain(queryClient, ['quoted']);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.('recalled');
  answers[0]?.('the words');
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('recalled'));
  stop();
});
