import { createHash } from 'node:crypto';

/** A short text that is equal for equal contents: JSON values that differ at most in the order of object keys. */
export function digestOf(value: unknown): string {
  return hash(canonicalText(value));
}

/** One digest for many, whatever their order. */
export function digestOfAll(digests: Iterable<string>): string {
  return hash([...digests].sort().join('\n'));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

class Literal {
  constructor(readonly text: string) {}
}

/** JSON with sorted keys. Iterative, as a record may be nested more deeply than the stack is deep. */
function canonicalText(root: unknown): string {
  const parts: string[] = [];
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (value instanceof Literal) {
      parts.push(value.text);
    } else if (Array.isArray(value)) {
      stack.push(new Literal(']'));
      for (let at = value.length - 1; at >= 0; at--) stack.push(new Literal(','), value[at]);
      parts.push('[');
    } else if (typeof value === 'object' && value !== null) {
      stack.push(new Literal('}'));
      for (const [key, field] of Object.entries(value).sort(byKeyDescending)) {
        stack.push(new Literal(','), field, new Literal(`${JSON.stringify(key)}:`));
      }
      parts.push('{');
    } else {
      parts.push(JSON.stringify(value) ?? 'null');
    }
  }
  return parts.join('');
}

function byKeyDescending(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? 1 : left[0] > right[0] ? -1 : 0;
}
