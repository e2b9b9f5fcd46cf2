/** A figure, what was measured, and what it is held against; nothing here asserts. */
export interface Row {
  readonly figure: string;
  readonly measured: string;
  readonly goal: string;
  /** What was measured, by the goal: above 1 it is missed. Absent where there is none. */
  readonly share?: number | undefined;
}

/** A row of what is to be at most so much. */
export function atMost(
  figure: string,
  measured: number,
  goal: number,
  show: (value: number) => string,
  note = '',
): Row {
  return {
    figure,
    measured: `${show(measured)}${note === '' ? '' : ` (${note})`}`,
    goal: `≤ ${show(goal)}`,
    share: measured / goal,
  };
}

/** A row of what is to be at least so much. */
export function atLeast(figure: string, measured: number, goal: number, note: string): Row {
  return {
    figure,
    measured: `${times(measured)} (${note})`,
    goal: `≥ ${times(goal)}`,
    share: goal / measured,
  };
}

export function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}

/** The rows as a table in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ figure, measured, goal, share }) => [figure, measured, goal, verdict(share)]);
  const all = [['figure', 'measured', 'goal', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function verdict(share: number | undefined): string {
  if (share === undefined) return '';
  return share <= 1 ? 'met' : `missed by ${Math.ceil((share - 1) * 100)} %`;
}
