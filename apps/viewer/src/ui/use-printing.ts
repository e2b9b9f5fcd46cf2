import { useEffect, useState } from 'preact/hooks';

/** Rows of a long list that go on paper, some 25 pages. */
export const MOST_PRINTED_ROWS = 1000;

/** True while the page is being printed: what draws only the rows in sight draws more of them then. */
export function usePrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setIsPrinting(true);
    const end = () => setIsPrinting(false);
    const media = matchMedia('print');
    const follow = () => setIsPrinting(media.matches);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    media.addEventListener('change', follow);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      media.removeEventListener('change', follow);
    };
  }, []);
  return isPrinting;
}
