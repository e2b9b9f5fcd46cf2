import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.js';
import { listenToShortcuts } from './shortcuts.js';

const KEYS = [
  ['/', 'search a procedure'],
  ['?', 'this help'],
  ['← → ↑ ↓', 'in a drawing: along calls, and within a column; in the outline: open, close and move'],
  ['Enter', 'in a drawing or the outline: centre the procedure; on a tile: show more'],
  ['+ −', 'in a drawing: closer, farther'],
  ['Home End', 'in the outline and the table: first and last row'],
  ['Tab', 'to whatever can be used; the browser’s back and forward lead through what was seen'],
] as const;

/** The button for the help, and the help. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useLayoutEffect(() => listenToShortcuts({ onHelp: open }), []);
  return (
    <>
      <button type="button" class="icon-button" aria-label="Help" title="Help (?)" onClick={open}>
        <Icon name="help" />
      </button>
      <dialog ref={dialog} class="help" aria-labelledby="help-title" data-testid="help">
        <h2 id="help-title">Keys, and how to read the graph</h2>
        <dl class="keys">
          {KEYS.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p>
          A call leads from the caller on the left to the callee on the right. When a procedure changes, its{' '}
          <strong>dependents</strong> are affected: all from which calls lead to it. Its{' '}
          <strong>dependencies</strong> are what it rests on. A filter hides, and always says how much;
          leaving out a kind of call changes every answer.
        </p>
        <p class="hint">Everything runs in this file, on this computer. Nothing is sent.</p>
        <form method="dialog">
          <button type="submit" class="button">
            Close
          </button>
        </form>
      </dialog>
    </>
  );
}
