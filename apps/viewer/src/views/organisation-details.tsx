import { useMemo } from 'preact/hooks';
import { formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { Icon } from '../ui/icon.js';
import { Health } from './health.js';

/** The organisation in figures, and what the data itself gets wrong. */
export function OrganisationDetails() {
  const { data, graph } = useStore();
  const facts = [
    ['Procedures', data.source.procedures],
    ['Calls', graph.calls.callers.length],
  ] as const;
  return (
    <>
      <p class="overline">At a glance</p>
      <h2>The organisation</h2>
      <dl class="facts-list">
        {facts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      <Health />
      <p class="hint">
        Choose a tile, or search for a procedure, to see who calls it, whom it calls, and who is affected when
        it changes.
      </p>
      <DataNotes />
    </>
  );
}

function DataNotes() {
  const { diagnostics } = useStore().graph;
  const byCode = useMemo(() => {
    const groups = new Map<string, string[]>();
    for (const { code, message } of diagnostics) {
      const messages = groups.get(code);
      if (messages === undefined) groups.set(code, [message]);
      else messages.push(message);
    }
    return [...groups];
  }, [diagnostics]);
  if (byCode.length === 0) return null;
  return (
    <>
      <h3>Notes on the data</h3>
      {byCode.map(([code, messages]) => (
        <details key={code} class="data-notes">
          <summary>
            <Icon name="next" /> {sentence(code)} <span class="count">{formatCount(messages.length)}</span>
          </summary>
          <CappedList items={messages} cap={20}>
            {(message, index) => (
              <li key={index}>
                <bdi>{message}</bdi>
              </li>
            )}
          </CappedList>
        </details>
      ))}
    </>
  );
}

function sentence(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
