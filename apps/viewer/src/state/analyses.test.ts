import { buildGraph } from '@klarify-graph/core';
import { effect, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Engine } from '../work/engine.js';
import { RUN_TASK } from '../work/tasks.js';
import { createAnswers } from './analyses.js';

const GRAPH = buildGraph(['1', '2', '3'].map((id) => ({ id, name: `Step ${id}` })));

/** Answers later, as a worker does, and counts what it was asked. */
function laterAnswers() {
  const asked: unknown[] = [];
  const engine: Engine = {
    isInstant: false,
    async run(name, graph, _, question) {
      asked.push(question);
      return RUN_TASK[name](graph, question);
    },
  };
  return { asked, answerOf: createAnswers({ engine, graph: signal(GRAPH), without: signal([]) }) };
}

test('a question that several panels ask is computed once', async () => {
  const { asked, answerOf } = laterAnswers();
  const stop = effect(() => {
    void answerOf('impact', [0]).value;
    void answerOf('impact', [0]).value;
  });
  await Promise.resolve();
  await Promise.resolve();
  expect(answerOf('impact', [0]).value?.dependents.nodes).toHaveLength(0);
  expect(asked).toEqual([[0]]);
  stop();
});

test('questions are told apart, and the oldest is forgotten', () => {
  const { asked, answerOf } = laterAnswers();
  const first = answerOf('impact', [0]);
  expect(answerOf('impact', [1])).not.toBe(first);
  expect(answerOf('impact', [0])).toBe(first);
  for (let many = 0; many < 8; many++) answerOf('impact', [2, many]);
  expect(answerOf('impact', [0])).not.toBe(first);
  expect(asked).toEqual([]);
});
