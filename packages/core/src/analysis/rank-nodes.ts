/** Above this, sorting everything is cheaper than keeping the first ones in order. */
const FEW = 256;

/**
 * The first `count` of the numbers below `size` in the order of `compare`, in that order. Comparisons of text are what
 * ranking costs, so that few are made where few are wanted. Cost: O(size) comparisons for a small count, else a sort.
 */
export function firstInOrder(
  size: number,
  count: number,
  compare: (a: number, b: number) => number,
): readonly number[] {
  if (count > FEW) {
    return Array.from({ length: size }, (_, node) => node)
      .sort(compare)
      .slice(0, count);
  }
  const first: number[] = [];
  for (let node = 0; node < size; node++) {
    if (first.length === count && (count === 0 || compare(node, first[count - 1]!) >= 0)) continue;
    if (first.length === count) first.pop();
    let low = 0;
    for (let high = first.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (compare(node, first[middle]!) < 0) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, node);
  }
  return first;
}
