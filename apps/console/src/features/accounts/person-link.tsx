import type { AccountProfile } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import { Avatar } from '../../components/avatar.tsx';

interface PersonLinkProps {
  account: AccountProfile;
  /** Whether the account opens over the list as it is filtered now. */
  keepsSearch?: boolean;
}

/** Name and login name of an account, in the first column of a table of people. */
export const PersonLink = ({ account: { id, name, username }, keepsSearch = false }: PersonLinkProps) => (
  <span className="account-person">
    <Avatar name={name} size="small" />
    <span className="account-words">
      <Link
        to="/system/accounts/$accountId"
        params={{ accountId: id }}
        search={(search) => (keepsSearch ? search : {})}
        title={name}
      >
        {name}
      </Link>
      <small title={username}>{username}</small>
    </span>
  </span>
);
