import { formatCount } from '../data/text.js';

interface ShowingProps {
  readonly shown: number;
  readonly of: number;
  readonly what: string;
}

/** "Showing 3 of 12 orphans", where a filter hides some. */
export function Showing({ shown, of, what }: ShowingProps) {
  if (shown === of) return null;
  return (
    <p class="showing" data-testid={`showing-${what.replaceAll(' ', '-')}`}>
      Showing {formatCount(shown)} of {formatCount(of)} {what}: the rest does not match the filter.
    </p>
  );
}
