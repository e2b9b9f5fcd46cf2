/** The build servers for which there is a workflow. */
export const BUILD_SERVERS = ['github', 'gitlab', 'azure'] as const;
export type BuildServer = (typeof BUILD_SERVERS)[number];

/** A workflow as a file, and what is left to do by hand. */
export interface Workflow {
  readonly path: string;
  readonly content: string;
  readonly next: string;
}

/** The workflow that fetches the organisation every night and checks it with this version. */
export function workflowFor(server: BuildServer, version: string): Workflow {
  const klarify = `npx --yes klarify-graph@${version}`;
  switch (server) {
    case 'github':
      return {
        path: '.github/workflows/klarify-graph.yml',
        content: github(klarify),
        next: 'Add the secret KLARIFY_ACCESS_KEY: Settings, Secrets and variables, Actions.',
      };
    case 'gitlab':
      return {
        path: '.gitlab-ci.yml',
        content: gitlab(klarify),
        next: 'Add the masked variable KLARIFY_ACCESS_KEY (Settings, CI/CD, Variables) and a schedule (Build, Pipeline schedules).',
      };
    case 'azure':
      return {
        path: 'azure-pipelines.klarify-graph.yml',
        content: azure(klarify),
        next: 'Create a pipeline from this file, with the secret variable KLARIFY_ACCESS_KEY.',
      };
  }
}

function github(klarify: string): string {
  return `# Holds the organisation's procedures against klarify-graph.config.json.
name: procedures
on:
  schedule: [{ cron: "0 4 * * *" }]
  workflow_dispatch:
  push: { paths: ["klarify-graph.*", ".github/workflows/klarify-graph.yml"] }
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 22, package-manager-cache: false }
      # Only this step sees the key; the next one asks the snapshot that it stores.
      - run: ${klarify} sync
        env: { KLARIFY_ACCESS_KEY: "\${{ secrets.KLARIFY_ACCESS_KEY }}" }
      - run: ${klarify} check --reporter github
`;
}

function gitlab(klarify: string): string {
  return `# Holds the organisation's procedures against klarify-graph.config.json.
procedures:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_PIPELINE_SOURCE == "web"
  script:
    - ${klarify} sync
    - ${klarify} check --reporter text --reporter junit=klarify-graph.junit.xml
  artifacts:
    when: always
    reports:
      junit: klarify-graph.junit.xml
`;
}

function azure(klarify: string): string {
  return `# Holds the organisation's procedures against klarify-graph.config.json.
trigger: none
pr: none
schedules:
  - cron: "0 4 * * *"
    branches: { include: [main] }
    always: true
pool: { vmImage: ubuntu-latest }
steps:
  - task: UseNode@1
    inputs: { version: 22.x }
  # Only this step sees the key; the next one asks the snapshot that it stores.
  - script: ${klarify} sync
    env: { KLARIFY_ACCESS_KEY: $(KLARIFY_ACCESS_KEY) }
  - script: ${klarify} check --reporter azure --reporter junit=klarify-graph.junit.xml
  - task: PublishTestResults@2
    condition: always()
    inputs: { testResultsFiles: klarify-graph.junit.xml }
`;
}
