import { useContext } from 'preact/hooks';
import { countOf, formatDay } from '../data/text.js';
import { OpenedFileContext } from '../state/opened-file.js';
import { START } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { ExportMenu } from './export-menu.js';
import { Help } from './help.js';
import { OpenGraph } from './open-graph.js';

export function Header() {
  const { data, href } = useStore();
  const { source } = data;
  const { opened } = useContext(OpenedFileContext);
  const calls = data.graph.calls.callers.length;
  return (
    <header class="header">
      <a class="brand" href={href(START)}>
        <Icon name="graph" />
        <h1>{source.kind === 'sample' ? 'Sample organisation graph' : 'Organisation graph'}</h1>
      </a>
      <p class="facts" data-testid="facts">
        <span>{countOf(source.procedures, 'procedure')}</span>
        {' · '}
        <span>{countOf(calls, 'call')}</span>
        {opened !== undefined && (
          <>
            {' · '}
            <span>
              from <bdi>{opened}</bdi>
            </span>
          </>
        )}
        {source.fetchedAt !== null && (
          <>
            {' · '}
            <span title={source.fetchedAt}>
              fetched <time dateTime={source.fetchedAt}>{formatDay(source.fetchedAt)}</time>
            </span>
          </>
        )}
      </p>
      <div class="header-tools">
        <OpenGraph />
        <ExportMenu />
        <Help />
      </div>
      {!source.complete && (
        <p class="incomplete" role="status" data-testid="incomplete">
          <Icon name="warning" />
          Incomplete: the fetch could not prove that nothing was missed. Procedures and calls may be absent.
        </p>
      )}
    </header>
  );
}
