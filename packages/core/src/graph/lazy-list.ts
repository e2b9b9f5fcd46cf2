/** Made one by one up to this share of a list; what is asked for so much is wanted whole. */
const SHARE_MADE_SINGLY = 1 / 2;
const MADE_SINGLY_AT_LEAST = 1000;

/** Whoever asks for so many one after the other is going through the list. */
const RUN = 1000;

/**
 * A list whose items are made when they are first asked for, each once. It is an array and behaves like one to whoever
 * reads it by index, iteration or method; only its keys (`Object.keys`, spreading it into an object) show what is made.
 *
 * Items that are not made are holes, and reading a hole asks the prototype. Reading what is made costs what it costs in
 * any array; once much of the list is made, or somebody goes through it, the rest is made too, and it is an ordinary array
 * from there.
 */
export function lazyList<Item>(length: number, make: (index: number) => Item): readonly Item[] {
  const list = new Array<Item>(length);
  const limit = Math.max(MADE_SINGLY_AT_LEAST, length * SHARE_MADE_SINGLY);
  let made = 0;
  let run = 0;
  let last = -1;
  const indexOf = (key: string | symbol): number => {
    const index = typeof key === 'string' ? Number(key) : -1;
    return Number.isInteger(index) && index >= 0 && index < length && String(index) === key ? index : -1;
  };
  const makeAll = () => {
    Object.setPrototypeOf(list, Array.prototype);
    for (let index = 0; index < length; index++) if (!Object.hasOwn(list, index)) list[index] = make(index);
  };
  const holes = new Proxy(Array.prototype, {
    get(prototype, key, receiver) {
      const index = indexOf(key);
      if (index === -1) return Reflect.get(prototype, key, receiver);
      run = index === last + 1 ? run + 1 : 1;
      last = index;
      if (++made > limit || run === RUN) makeAll();
      else {
        const value = make(index);
        Object.defineProperty(list, index, { value, writable: true, enumerable: true, configurable: true });
      }
      return list[index];
    },
    has: (prototype, key) => indexOf(key) !== -1 || Reflect.has(prototype, key),
  });
  return Object.setPrototypeOf(list, holes);
}
