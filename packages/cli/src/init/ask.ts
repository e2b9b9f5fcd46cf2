import { createInterface } from 'node:readline/promises';
import { KlarifyGraphError } from '@klarify-graph/core';

/**
 * Asks on the terminal which of some answers it is, until it is one; an empty line is the likely one.
 * @throws KlarifyGraphError `invalid-usage` where the input ends before.
 */
export async function ask<Answer extends string>(
  question: string,
  answers: readonly Answer[],
  likely: Answer,
): Promise<Answer> {
  const prompt = `${question} (${answers.join(', ')}) [${likely}] `;
  const terminal = createInterface({ input: process.stdin, output: process.stderr, prompt });
  terminal.on('SIGINT', () => {
    process.stderr.write('\n');
    process.emit('SIGINT');
  });
  try {
    terminal.prompt();
    for await (const line of terminal) {
      const given = line.trim().toLowerCase();
      const answer = given === '' ? likely : answers.find((one) => one === given);
      if (answer !== undefined) return answer;
      process.stderr.write(`Give one of ${answers.join(', ')}.\n`);
      terminal.prompt();
    }
  } finally {
    terminal.close();
  }
  // The input ended in the line of the question.
  process.stderr.write('\n');
  throw new KlarifyGraphError('invalid-usage', 'Nothing was chosen, and nothing was written.');
}
