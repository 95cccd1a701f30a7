import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { Crown, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { handOverQuery } from './hand-over.ts';
import './hand-over-line.css';

/** Tells the one to whom the super administration is offered, wherever they are; the user centre itself says it at length. */
const HandOverLine = () => {
  const { t } = useTranslation();
  const { data } = useQuery(handOverQuery);
  const { pathname } = useLocation();
  const [left, setLeft] = useState(false);
  if (left || pathname === '/me' || !data?.offer?.mine) return null;
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
