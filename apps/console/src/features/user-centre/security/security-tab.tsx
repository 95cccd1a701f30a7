import { useAccount } from '../../../app/session.ts';
import { AcceptHandOver } from './accept-hand-over.tsx';
import { HandOverCard } from './hand-over-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TwoFactorCard } from './two-factor-card.tsx';

export const SecurityTab = () => {
  const { superAdministrator } = useAccount();
  return (
    <>
      {superAdministrator ? null : <AcceptHandOver />}
      <PasswordCard />
      <TwoFactorCard />
      <PasskeysCard />
      <SessionsCard />
      {superAdministrator ? <HandOverCard /> : null}
    </>
  );
};
