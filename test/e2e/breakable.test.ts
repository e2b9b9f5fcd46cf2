import { expect, test } from 'vitest';
import { breakably } from '../../packages/cli/src/breakably.js';

test('work that would never let go of the thread ends on Ctrl-C', async () => {
  const endless = () => {
    process.kill(process.pid, 'SIGINT');
    for (;;);
  };
  await expect(breakably(endless)).rejects.toMatchObject({ code: 'aborted' });
});

test('a Ctrl-C that came before is heard before the work begins', async () => {
  const heard: string[] = [];
  process.once('SIGINT', () => heard.push('Ctrl-C'));
  process.kill(process.pid, 'SIGINT');
  await breakably(() => heard.push('work'));
  expect(heard).toEqual(['Ctrl-C', 'work']);
});

test('work that comes to its end is as it would be without', async () => {
  expect(await breakably(() => 42)).toBe(42);
  expect(await breakably(() => undefined)).toBeUndefined();
  const failing = () => {
    throw new RangeError('no such place');
  };
  await expect(breakably(failing)).rejects.toThrow(new RangeError('no such place'));
});
