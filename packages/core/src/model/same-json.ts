/** True when two JSON values are equal, whatever the order of their keys. Iterative: nesting depth is no limit. */
export function sameJson(left: unknown, right: unknown): boolean {
  const pending: [unknown, unknown][] = [[left, right]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const entries = Object.entries(a);
    const others = new Map<string, unknown>(Object.entries(b));
    if (entries.length !== others.size) return false;
    for (const [key, value] of entries) {
      if (!others.has(key)) return false;
      pending.push([value, others.get(key)]);
    }
  }
  return true;
}
