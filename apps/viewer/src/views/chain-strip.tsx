import { formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { ProcedureName } from '../ui/procedure-name.js';

const SHOWN_AT_BEGIN = 5;
const SHOWN_AT_END = 3;

interface ChainStripProps {
  readonly chain: readonly number[];
  /** Which end stands out. */
  readonly ends: 'target first' | 'target last';
}

/** A chain of calls in one line; a long one without its middle. */
export function ChainStrip({ chain, ends }: ChainStripProps) {
  const { graph } = useStore();
  const hidden = chain.length - SHOWN_AT_BEGIN - SHOWN_AT_END;
  const shown =
    hidden > 1 ? [...chain.slice(0, SHOWN_AT_BEGIN), undefined, ...chain.slice(-SHOWN_AT_END)] : chain;
  const target = ends === 'target first' ? chain[0] : chain.at(-1);
  return (
    <p class="chain-strip" aria-live="polite" data-testid="chain">
      {chain.length === 0 && (
        <span class="hint">Point at a procedure to see the calls that lead between it and the change.</span>
      )}
      {shown.map((node, index) => (
        <span key={index}>
          {index > 0 && <span class="arrow"> → </span>}
          {node === undefined ? (
            <span class="hint">… {formatCount(hidden)} more …</span>
          ) : (
            <span
              class={node === target ? 'chain-target' : ''}
              data-procedure-id={graph.procedures[node]?.id}
            >
              <ProcedureName procedure={graph.procedures[node]!} />
            </span>
          )}
        </span>
      ))}
    </p>
  );
}
