import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { OpenedFileContext } from '../state/opened-file.js';
import { Icon } from '../ui/icon.js';

interface Problem {
  readonly file: string;
  readonly message: string;
}

/** Opens another graph: a file that is chosen, or dropped anywhere on the page. Nothing of it leaves the computer. */
export function OpenGraph({ label }: { readonly label?: string }) {
  const { open } = useContext(OpenedFileContext);
  const input = useRef<HTMLInputElement>(null);
  const [isDragged, setDragged] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const [isReading, setReading] = useState(false);

  const read = async (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file === undefined) return;
    setProblem(undefined);
    setReading(true);
    const message = files!.length > 1 ? 'Several files at once: open one of them.' : await open(file);
    setReading(false);
    if (message !== undefined) setProblem({ file: file.name, message });
  };
  const reader = useRef(read);
  reader.current = read;

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragged(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragged(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragged(false);
      void reader.current(event.dataTransfer?.files);
    };
    addEventListener('dragover', onDragOver);
    addEventListener('dragleave', onDragLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('dragleave', onDragLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden={true}
        accept=".json,.gz,.html,application/json"
        data-testid="open-file"
        onChange={({ currentTarget }) => {
          void read(currentTarget.files);
          // Choosing the same file again is a change too.
          setTimeout(() => {
            currentTarget.value = '';
          });
        }}
      />
      <button
        type="button"
        class={label === undefined ? 'icon-button' : 'button'}
        aria-label={label === undefined ? 'Open another graph' : undefined}
        title="Open a graph that export --format json wrote; or drop its file here"
        data-testid="open-graph"
        onClick={() => input.current?.click()}
      >
        <Icon name="open" /> {label}
      </button>
      {isDragged && (
        <div class="drop-here">
          <p>Drop a graph to open it: a file of export --format json</p>
        </div>
      )}
      {isReading && (
        <p class="unseen" role="status">
          Opening the graph…
        </p>
      )}
      {problem !== undefined && (
        <div class="open-problem" role="alert" data-testid="open-problem">
          <Icon name="warning" />
          <p>
            <strong>
              <bdi>{problem.file}</bdi> was not opened.
            </strong>{' '}
            {problem.message}
          </p>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => setProblem(undefined)}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </>
  );
}
