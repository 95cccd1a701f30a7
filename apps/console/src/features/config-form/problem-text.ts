import type { ConfigProblem, Field } from '@cskefu/plugin-sdk';
import { useTranslation } from 'react-i18next';

/** What is wrong, in words that say what would be right. */
export const useProblemText = () => {
  const { t } = useTranslation();
  return ({ code }: ConfigProblem, field: Field): string => {
    if (code === 'malformed' && field.type === 'string' && field.format && field.format !== 'multiline') {
      return t(`configForm.malformed.${field.format}`);
    }
    return t(`configForm.problems.${code}`, limitsOf(field));
  };
};

const limitsOf = (field: Field): Record<string, number> => {
  switch (field.type) {
    case 'string':
      return { min: field.minLength ?? 0, max: field.maxLength ?? 1_000 };
    case 'number':
      return { min: field.min ?? 0, max: field.max ?? 0 };
    case 'list':
      return { min: 0, max: field.maxItems ?? 100 };
    default:
      return { min: 0, max: 0 };
  }
};
