import { useEffect, useState } from 'preact/hooks';
import { displayName, safeLink } from '../data/text.js';
import { drawingAsMermaid } from '../draw/mermaid.js';
import type { Store } from '../state/store.js';
import { useStore } from '../state/store-context.js';
import { fileName } from '../ui/file-name.js';
import { Icon } from '../ui/icon.js';
import { Menu, type MenuItem } from '../ui/menu.js';
import { copyText, saveFile } from '../ui/save.js';
import { groupsAsMermaid } from './groups-mermaid.js';
import { viewCsv } from './view-csv.js';

const SAID_FOR = 4000;

/** Takes what is seen out of the page: as a picture, as data, or as a link. */
export function ExportMenu() {
  const store = useStore();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="export">
      <Menu
        name="export"
        label={
          <>
            <Icon name="save" /> Export
          </>
        }
        groups={[pictureItems(store, setSaid), dataItems(store, setSaid), linkItems(store, setSaid)]}
      />
      <p class={said === '' ? 'unseen' : 'said'} role="status" data-testid="export-said">
        {said}
      </p>
    </div>
  );
}

type Say = (text: string) => void;

/** Does what was chosen and says what came of it. */
function trying(say: Say, work: () => string | Promise<string>): () => void {
  return async () => {
    try {
      say(await work());
    } catch (error) {
      say(`That failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

function save(store: Store, extension: string, content: string | Blob, type: string): string {
  const name = fileName(subjectOf(store), extension);
  saveFile(name, content, type);
  return `Saved as ${name}`;
}

function pictureItems(store: Store, say: Say): readonly MenuItem[] {
  const canvas = store.canvas.value;
  const mermaid = canvas
    ? () => drawingAsMermaid(store.graph, canvas.drawing)
    : store.groups.value && (() => groupsAsMermaid(store, store.groups.value!));
  const item = (
    name: string,
    label: string,
    note: string,
    work: (() => string | Promise<string>) | undefined | false,
  ): MenuItem => ({
    name,
    label,
    icon: name === 'copy-mermaid' ? 'copy' : 'save',
    ...(work ? { note, onChoose: trying(say, work) } : { disabled: true, note: 'This view has no drawing' }),
  });
  return [
    item(
      'png',
      'Picture (PNG)',
      'The whole drawing, in double size',
      canvas && (async () => save(store, 'png', await canvas.toPng(), 'image/png')),
    ),
    item(
      'svg',
      'Drawing (SVG)',
      'Sharp at any size, texts stay texts',
      canvas && (() => save(store, 'svg', canvas.toSvg(titleOf(store)), 'image/svg+xml')),
    ),
    item(
      'mermaid',
      'Mermaid',
      'For Markdown and wikis',
      mermaid && (() => save(store, 'mmd', mermaid(), 'text/plain')),
    ),
    item(
      'copy-mermaid',
      'Copy as Mermaid',
      'To the clipboard',
      mermaid && (async () => told(await copyText(mermaid()), 'Mermaid copied')),
    ),
  ];
}

function dataItems(store: Store, say: Say): readonly MenuItem[] {
  return [
    {
      name: 'csv',
      label: 'Data (CSV)',
      icon: 'table',
      note: 'All of this view, also what has no room',
      onChoose: trying(say, async () => {
        const csv = await viewCsv(store);
        return csv === undefined ? 'There is nothing to save yet' : save(store, 'csv', csv, 'text/csv');
      }),
    },
  ];
}

function linkItems(store: Store, say: Say): readonly MenuItem[] {
  const node = store.selected.value ?? store.focused.value;
  const procedure = node === undefined ? undefined : store.graph.procedures[node];
  const href = procedure && safeLink(procedure.url);
  return [
    {
      name: 'link',
      label: 'Copy link',
      icon: 'link',
      note: 'To exactly this view, for who has the same file',
      onChoose: trying(say, async () => told(await copyText(location.href), 'Link copied')),
    },
    {
      name: 'klarify',
      label: 'Open in Klarify',
      icon: 'external',
      ...(procedure === undefined
        ? { disabled: true, note: 'No procedure is chosen' }
        : href === undefined
          ? { disabled: true, note: 'It has no web address' }
          : { href, note: displayName(procedure) }),
    },
  ];
}

function told(copied: boolean, text: string): string {
  return copied ? text : 'The browser refused';
}

/** What the view is about, as words of a file's name. */
function subjectOf({ route, focused, shownCycle, graph }: Store): readonly string[] {
  const { value } = route;
  const nameOf = (id: string | undefined) => {
    const node = id === undefined ? undefined : graph.indexOf(id);
    return node === undefined ? [] : [displayName(graph.procedures[node]!)];
  };
  switch (value.view) {
    case 'focus':
      return focused.value === undefined ? ['focus'] : nameOf(value.id);
    case 'impact':
      return ['impact', ...nameOf(value.ids[0])];
    case 'path':
      return ['path', ...nameOf(value.from), 'to', ...nameOf(value.to)];
    case 'cycles': {
      const first = shownCycle.value?.nodes[0];
      return ['cycle', ...(first === undefined ? [] : nameOf(graph.procedures[first]!.id))];
    }
    case 'overview':
      return value.group ? [value.group] : ['overview', value.grouping];
    default:
      return [value.view];
  }
}

function titleOf(store: Store): string {
  return subjectOf(store).join(' ');
}
