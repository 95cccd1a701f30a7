import './key-hint.css';

/** A key as it stands on the keyboard. */
export const KeyHint = ({ keys }: { keys: string }) => <kbd className="key-hint">{keys}</kbd>;
