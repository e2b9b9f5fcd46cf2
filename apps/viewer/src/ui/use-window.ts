import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MOST_PRINTED_ROWS, usePrinting } from './use-printing.js';

/** The rows of a long list that are worth drawing. */
export interface Window<Frame> {
  readonly frame: RefObject<Frame | null>;
  readonly first: number;
  /** The row behind the last one. */
  readonly end: number;
  /** Brings a row into sight. */
  readonly reveal: (row: number) => void;
}

/** Rows drawn above and below what is in sight, so that scrolling shows no gaps. */
const SPARE = 12;

/** Draws only the rows in sight: all rows have one height. `above` is what stands over the first row in the frame. */
export function useWindow<Frame extends HTMLElement = HTMLDivElement>(
  count: number,
  rowHeight: number,
  above = 0,
): Window<Frame> {
  const frame = useRef<Frame>(null);
  const [[top, height], setSight] = useState<readonly [number, number]>([0, 900]);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = () => setSight([element.scrollTop, element.clientHeight]);
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const isPrinting = usePrinting();
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - SPARE);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE);
  return {
    frame,
    first: isPrinting ? 0 : Math.min(first, end),
    end: isPrinting ? Math.min(count, MOST_PRINTED_ROWS) : end,
    reveal(row) {
      const element = frame.current;
      if (element === null) return;
      const at = row * rowHeight;
      if (at < element.scrollTop) element.scrollTop = at;
      else if (at + rowHeight + above > element.scrollTop + element.clientHeight)
        element.scrollTop = at + rowHeight + above - element.clientHeight;
    },
  };
}
