import { useTranslation } from 'react-i18next';
import { useDurationText } from '../../components/time.tsx';

/** How figures are written: durations, shares, counts; a dash where there is nothing. */
export const useFigureWords = () => {
  const { i18n } = useTranslation();
  const duration = useDurationText();
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const orDash = (say: (value: number) => string) => (value: number | null | undefined) =>
    value == null ? '–' : say(value);
  return {
    seconds: orDash((value) => duration(Math.round(value) * 1_000)),
    share: orDash((value) => share.format(value)),
    count: orDash((value) => number.format(value)),
  };
};
