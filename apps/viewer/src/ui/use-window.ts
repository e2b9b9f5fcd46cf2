import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
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
/** What is drawn before the frame has been measured. */
const FIRST_SIGHT = { width: 0, height: 900 };

/** Draws only the rows in sight: all rows have one height. `above` is what stands over the first row in the frame. */
export function useWindow<Frame extends HTMLElement = HTMLDivElement>(
  count: number,
  rowHeight: number,
  above = 0,
): Window<Frame> {
  const frame = useRef<Frame>(null);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const options = {
    count,
    estimateSize: () => rowHeight,
    overscan: SPARE,
    paddingStart: above,
    // What stands above stays there: it covers the row that would be scrolled to the upper edge.
    scrollPaddingStart: above,
    initialRect: FIRST_SIGHT,
    getScrollElement: () => frame.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<Frame, Element>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  const isPrinting = usePrinting();
  const inSight = virtualizer.getVirtualItems();
  return {
    frame,
    first: isPrinting ? 0 : (inSight[0]?.index ?? 0),
    end: isPrinting ? Math.min(count, MOST_PRINTED_ROWS) : (inSight.at(-1)?.index ?? -1) + 1,
    reveal: (row) => virtualizer.scrollToIndex(row, { align: 'auto' }),
  };
}
