import { KIND_NAMES } from '../data/procedure-kind.js';
import { Icon } from '../ui/icon.js';

/** What the lines and colours of the focus view mean. */
export function GraphLegend({
  note = 'Double-click or Enter centres. Calls past the centre are not drawn.',
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
      <span class="legend-note">{note}</span>
    </div>
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
