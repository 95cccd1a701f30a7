import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useDebounced } from '../lib/debounced.ts';

interface SearchFieldProps {
  label: string;
  value: string;
  className?: string;
  onSearch: (text: string) => void;
}

/** Words to look for; told when the person has stopped typing. */
export const SearchField = ({ label, value, className, onSearch }: SearchFieldProps) => {
  const [typed, setTyped] = useState(value);
  const rested = useDebounced(typed.trim());
  const tell = useEffectEvent((text: string) => {
    if (text !== value) onSearch(text);
  });
  useEffect(() => tell(rested), [rested]);
  // Back, forward and "clear" change the address without this field.
  const follow = useEffectEvent((text: string) => {
    if (text !== typed.trim()) setTyped(text);
  });
  useEffect(() => follow(value), [value]);
  return (
    <Input
      className={className}
      allowClear
      value={typed}
      maxLength={60}
      prefix={<Search size={14} aria-hidden="true" />}
      placeholder={label}
      aria-label={label}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
};
