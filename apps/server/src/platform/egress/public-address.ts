import ipaddr from 'ipaddr.js';

/** Services of hosting companies for the machines in their halls, at addresses that look public. */
const INWARD = new Set(['168.63.129.16']);

/** Whether an address belongs to the public internet. IPv4 in the clothes of IPv6 counts as what it is. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const plain = ipaddr.process(address);
  return plain.range() === 'unicast' && !INWARD.has(plain.toString());
};
