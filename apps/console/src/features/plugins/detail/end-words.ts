import { useTranslation } from 'react-i18next';
import { useMomentText } from '../../../components/time.tsx';
import { oneOf } from '../../../lib/one-of.ts';

const reasons = ['exited', 'hung', 'out_of_memory', 'too_large', 'malformed', 'flooded', 'stopped'] as const;

interface End {
  node: string;
  reason: string;
  at: string;
}

/** What it did, where and when: "it used more memory than it may, on node a, 3 min ago". */
export const useEndWords = () => {
  const { t } = useTranslation();
  const momentText = useMomentText();
  return ({ node, reason, at }: End): string =>
    t('plugins.lastEnd', {
      node,
      what: t(`plugins.ends.${oneOf(reasons, reason) ?? 'exited'}`),
      when: momentText(Date.parse(at), Date.now()),
    });
};
