import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toaster.tsx';
import { copyText } from '../../lib/copy-text.ts';

interface CopyButtonProps {
  text: string;
  label: string;
  onCopied?: () => void;
}

export const CopyButton = ({ text, label, onCopied }: CopyButtonProps) => {
  const { t } = useTranslation();
  const copy = async () => {
    if (!(await copyText(text))) return toast('bad', t('common.copyFailed'));
    toast('good', t('common.copied'));
    onCopied?.();
  };
  return (
    <Button icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copy()}>
      {label}
    </Button>
  );
};
