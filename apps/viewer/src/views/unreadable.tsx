import { OpenGraph } from './open-graph.js';

interface UnreadableProps {
  readonly title: string;
  readonly message: string;
}

/** What stands in place of the graph when there is none to show. */
export function Unreadable({ title, message }: UnreadableProps) {
  return (
    <main class="unreadable">
      <div role="alert">
        <h1>{title}</h1>
        <p>{message}</p>
      </div>
      <OpenGraph label="Open a graph" />
    </main>
  );
}
