import type { NotificationPreferences } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { keepAccount, useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';

/** What the person wants to be told, and how: the same in all their browsers. */
export const useNotificationPreferences = () => {
  const account = useAccount();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: (part: Partial<NotificationPreferences>) =>
      http.request('PATCH /api/me', { body: { notifications: part } }),
    onMutate: (part) => {
      keepAccount(queryClient, { ...account, notifications: { ...account.notifications, ...part } });
    },
    onSuccess: (changed) => keepAccount(queryClient, changed),
    onError: (error) => {
      keepAccount(queryClient, account);
      toast('bad', errorText(error));
    },
  });
  return { preferences: account.notifications, change: mutate };
};
