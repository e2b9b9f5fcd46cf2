import { KIND_NAMES } from '../data/procedure-kind.js';
import { CHANGE_CLASSES, CHANGE_SIGNS } from '../draw/change-classes.js';
import { countMarks } from '../draw/describe-marks.js';
import type { Drawing } from '../draw/drawing.js';
import { Icon } from '../ui/icon.js';

/** What the lines and colours of the focus view mean. */
export function GraphLegend({
  drawn,
  note = 'Double-click or Enter centres. Calls past the centre are not drawn.',
}: {
  readonly drawn: Drawing;
  readonly note?: string;
}) {
  return (
    <div class="legend graph-legend">
      <span>
        <Line /> call
      </span>
      <span>
        <Line dash="5 3.5" /> containment
      </span>
      <span class="legend-ambiguous">
        <Line dash="1.5 3" /> ambiguous
      </span>
      <span>
        <span class="cycle-sign">
          <Icon name="cycle" />
        </span>
        in a cycle
      </span>
      {KIND_NAMES.map(([kind, name]) => (
        <span key={kind}>
          <span class={`kind-mark kind-${kind}`} /> {name}
        </span>
      ))}
      <ChangeLegend drawn={drawn} />
      <span class="legend-note">{note}</span>
    </div>
  );
}

/** The marks of what differs from the earlier snapshot, of those that are drawn. */
export function ChangeLegend({ drawn }: { readonly drawn: Drawing }) {
  if (drawn.since === undefined) return null;
  const { added, changed, addedCalls } = countMarks(drawn);
  const gone = drawn.nodes.some(({ classes }) => classes.includes(CHANGE_CLASSES.ghost));
  return (
    <span class="legend-changes" data-testid="legend-changes">
      {added > 0 && (
        <span class="legend-added">
          <Sign path={CHANGE_SIGNS.added} /> added
        </span>
      )}
      {changed > 0 && (
        <span class="legend-changed">
          <Sign path={CHANGE_SIGNS.changed} /> changed
        </span>
      )}
      {addedCalls > 0 && (
        <span class="legend-added">
          <Line /> <b>+</b> call added
        </span>
      )}
      {gone && (
        <span class="legend-gone">
          <Line dash="3 4" /> <b>−</b> <s>removed</s>
        </span>
      )}
      <span>{drawn.since}</span>
    </span>
  );
}

function Sign({ path }: { readonly path: string }) {
  return (
    <svg class="sign-sample" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="10.5" />
      <path d={path} />
    </svg>
  );
}

function Line({ dash }: { readonly dash?: string }) {
  return (
    <svg class="line-sample" viewBox="0 0 28 8" aria-hidden="true" focusable="false">
      <path d="M0 4h22" stroke-dasharray={dash} />
      <path class="head" d="M21 1l6 3-6 3z" />
    </svg>
  );
}
