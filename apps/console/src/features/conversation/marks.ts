import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { toast } from '../../components/toaster.tsx';

export interface Mark {
  messageId: string;
  seq: number;
}

const noMarks: readonly Mark[] = [];
const marksKey = (conversationId: string) => ['marks', 'of', conversationId] as const;

const fetchMarks = async (id: string): Promise<readonly Mark[]> =>
  (await http.request('GET /api/conversations/:id/marks', { params: { id } })).items;

/** Which messages of a conversation I have marked. */
export const useMarks = (conversationId: string): readonly Mark[] =>
  useQuery({
    queryKey: marksKey(conversationId),
    queryFn: () => fetchMarks(conversationId),
    staleTime: 60_000,
    enabled: conversationId !== '',
  }).data ?? noMarks;

const change = (queryClient: QueryClient, conversationId: string, mark: Mark, marked: boolean) =>
  queryClient.setQueryData<readonly Mark[]>(marksKey(conversationId), (marks = noMarks) => {
    const others = marks.filter(({ messageId }) => messageId !== mark.messageId);
    return marked ? [...others, mark].sort((a, b) => a.seq - b.seq) : others;
  });

/** Marks a message, or takes the mark away: at once here, and again as it was if the server refuses. */
export const useToggleMark = (conversationId: string) => {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: ({ mark: { messageId }, marked }: { mark: Mark; marked: boolean }) => {
      const params = { id: conversationId, messageId };
      return marked
        ? http.request('PUT /api/conversations/:id/marks/:messageId', { params })
        : http.request('DELETE /api/conversations/:id/marks/:messageId', { params });
    },
    onMutate: ({ mark, marked }) => void change(queryClient, conversationId, mark, marked),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['marks', 'list'] }),
    onError: (error, { mark, marked }) => {
      change(queryClient, conversationId, mark, !marked);
      toast('bad', errorText(error));
    },
  });
};
