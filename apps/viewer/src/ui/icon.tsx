const PATHS = {
  graph:
    'M3.5 6a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M3.5 18a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M15.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M8.5 6c4 0 3 6 7 6M8.5 18c4 0 3-6 7-6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.8-4.8',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.010',
  cycle: 'M19.5 10A8 8 0 0 0 5 7.5M4.5 14A8 8 0 0 0 19 16.5M5 3v4.5h4.5M19 21v-4.5h-4.5',
  external: 'M14 5h5v5M19 5l-9 9M11 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-5',
  focus: 'M12 5v3M12 16v3M5 12h3M16 12h3M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  back: 'M14.5 6 8.5 12l6 6',
  next: 'M9.5 6l6 6-6 6',
  fit: 'M4 9V5h4M20 9V5h-4M4 15v4h4M20 15v4h-4',
  plus: 'M12 6v12M6 12h12',
  minus: 'M6 12h12',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  impact: 'M4 12h4M8 12l6-6M8 12l6 6M14 6h6M14 18h6M8 12h12',
  table: 'M4 5h16v14H4zM4 10h16M10 10v9',
  tree: 'M5 5h5M5 5v14M5 12h8M5 19h8M16 12h4M16 19h4',
  path: 'M6 6a2 2 0 1 0 0 .01M18 18a2 2 0 1 0 0 .01M8 6h6a4 4 0 0 1 0 6h-4a4 4 0 0 0 0 6h6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  help: 'M9.5 9a2.7 2.7 0 1 1 3.6 2.6c-.8.4-1.1 1-1.1 2M12 17.5v.01',
  open: 'M4 19V6h6l2 2h8v11z',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside a text; says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
