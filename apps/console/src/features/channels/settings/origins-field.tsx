import { Input } from 'antd';
import { useState } from 'react';

interface OriginsFieldProps {
  id: string;
  origins: readonly string[];
  disabled: boolean;
  onChange: (origins: string[]) => void;
}

const linesOf = (text: string) =>
  text
    .split(/\s+/)
    .map((line) => line.trim().replace(/\/+$/, ''))
    .filter(Boolean);

/** One origin a line. The text stays as it is typed; what it means goes out. */
export const OriginsField = ({ id, origins, disabled, onChange }: OriginsFieldProps) => {
  const [text, setText] = useState(origins.join('\n'));
  return (
    <Input.TextArea
      id={id}
      value={text}
      disabled={disabled}
      autoSize={{ minRows: 2, maxRows: 8 }}
      placeholder="https://www.example.com"
      spellCheck={false}
      onChange={(event) => {
        setText(event.target.value);
        onChange(linesOf(event.target.value));
      }}
    />
  );
};
