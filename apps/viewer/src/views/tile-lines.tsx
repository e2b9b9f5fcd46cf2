import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { GroupCalls } from '../data/group-calls.js';
import type { Group } from '../data/groups.js';
import {
  drawTileLines,
  MOST_LINES,
  type TileBox,
  type TileCalls,
  type TileLine,
} from '../draw/tile-lines.js';

interface TileLinesProps {
  readonly tiles: readonly Group[];
  readonly chosen: Group | undefined;
  readonly calls: GroupCalls | undefined;
  readonly children: ComponentChildren;
}

interface Shown {
  readonly tiles: readonly Group[];
  readonly chosen: Group;
  readonly calls: GroupCalls;
}

interface Drawn {
  readonly lines: readonly TileLine[];
  readonly of: number;
}

/** The list of tiles, and below it the calls of the chosen one as lines; the tiles say the same in figures. */
export function TilesWithLines({ tiles, chosen, calls, children }: TileLinesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [{ lines, of }, setDrawn] = useState<Drawn>({ lines: [], of: 0 });
  useLayoutEffect(() => {
    const list = frame.current?.querySelector('ul');
    if (!list || chosen === undefined || calls === undefined) return;
    const draw = () => setDrawn(measure(list, { tiles, chosen, calls }));
    draw();
    const sizes = new ResizeObserver(draw);
    // Each tile: one may grow while the list stays as high.
    for (const element of [list, ...list.children]) sizes.observe(element);
    return () => sizes.disconnect();
  }, [tiles, chosen, calls]);
  return (
    <div ref={frame} class="tiles-frame">
      {chosen && <Lines lines={lines} />}
      {children}
      {chosen && (
        <p class="legend tile-legend" data-testid="tile-legend">
          <span class="line-out">
            <Sample /> its calls
          </span>
          <span class="line-into">
            <Sample /> calls to it
          </span>
          {of > lines.length && (
            <span>
              lines for the {MOST_LINES} with most calls, of {of}
            </span>
          )}
        </p>
      )}
    </div>
  );
}

function Lines({ lines }: Pick<Drawn, 'lines'>) {
  return (
    <svg class="tile-lines" aria-hidden="true" focusable="false" data-testid="tile-lines">
      <defs>
        {(['out', 'into'] as const).map((direction) => (
          <marker
            key={direction}
            id={`head-${direction}`}
            class={`line-${direction}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path class="head" d="M0 0 8 4 0 8z" />
          </marker>
        ))}
      </defs>
      {lines.map(({ name, direction, count, path, width }) => (
        <path
          key={`${direction} ${name}`}
          class={`line line-${direction}`}
          d={path}
          stroke-width={width}
          marker-end={`url(#head-${direction})`}
          data-count={count}
        />
      ))}
    </svg>
  );
}

function Sample() {
  return (
    <svg class="line-sample" viewBox="0 0 28 8" aria-hidden="true" focusable="false">
      <path class="line" d="M0 4h20" />
      <path class="head" d="M20 0.5l7 3.5-7 3.5z" />
    </svg>
  );
}

function measure(list: HTMLUListElement, { tiles, chosen, calls }: Shown): Drawn {
  const boxes = [...list.children].map((item) => (item instanceof HTMLElement ? boxOf(item) : undefined));
  const center = boxes[tiles.indexOf(chosen)];
  if (center === undefined) return { lines: [], of: 0 };
  const joined = tiles.flatMap((tile, place): TileCalls[] => {
    const box = boxes[place];
    if (tile === chosen || box === undefined) return [];
    const name = tile.name ?? '';
    const [out, into] = [calls.out[tile.value]!, calls.into[tile.value]!];
    return [
      ...(out > 0 ? [{ name, direction: 'out' as const, count: out, box }] : []),
      ...(into > 0 ? [{ name, direction: 'into' as const, count: into, box }] : []),
    ];
  });
  return { lines: drawTileLines(center, joined), of: joined.length };
}

function boxOf({ offsetLeft, offsetTop, offsetWidth, offsetHeight }: HTMLElement): TileBox {
  return { left: offsetLeft, top: offsetTop, width: offsetWidth, height: offsetHeight };
}
