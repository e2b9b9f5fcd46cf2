import { useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.js';
import { copyText } from './save.js';

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
  readonly icon?: IconName;
}

/** Copies a text and says whether that worked. */
export function CopyButton({ label, text, icon = 'copy' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    setOutcome((await copyText(text())) ? 'Copied' : 'The browser refused');
    setTimeout(() => setOutcome(''), 2000);
  };
  return (
    <button type="button" class="button" onClick={copy}>
      <Icon name={icon} /> <span aria-live="polite">{outcome === '' ? label : outcome}</span>
    </button>
  );
}
