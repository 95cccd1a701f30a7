import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Crown, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { handOverQuery } from './hand-over.ts';
import './hand-over-line.css';

/** Tells whom the super administration was offered to, once, where they are. */
const HandOverLine = () => {
  const { t } = useTranslation();
  const { data } = useQuery(handOverQuery);
  const [left, setLeft] = useState(false);
  if (left || !data?.offer?.mine) return null;
  return (
    <p className="hand-over-line" role="status">
      <Crown size={16} aria-hidden="true" />
      <span>
        {t('userCentre.handOver.line', { name: data.offer.from })}{' '}
        <Link to="/me" search={{ tab: 'security' }}>
          {t('userCentre.handOver.look')}
        </Link>
      </span>
      <IconButton label={t('common.dismiss')} icon={<X size={14} />} size="small" onClick={() => setLeft(true)} />
    </p>
  );
};

export default HandOverLine;
