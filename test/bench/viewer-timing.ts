import type { Page } from 'playwright-core';

/** Milliseconds from an input to what it led to: in the document, and painted. */
export interface InputTiming {
  readonly inDocument: number;
  readonly painted: number;
}

/**
 * What a page is given before its own scripts: `until` waits for an element, `fromKey` times a key until the document
 * changed as awaited and that was painted.
 */
export const PAGE_CLOCK = `
  window.bench = {
    painted: () => new Promise((done) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        // What a script draws on a canvas is painted when it is looked at: else only the asking is timed.
        for (const canvas of document.querySelectorAll('canvas')) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
        done(performance.now());
      };
      port2.postMessage(0);
    })),
    until: (selector) => new Promise((done) => {
      const look = () => { if (document.querySelector(selector)) { watcher.disconnect(); done(bench.painted()); } };
      const watcher = new MutationObserver(look);
      watcher.observe(document, { subtree: true, childList: true });
      look();
    }),
    fromKey: (selector, attribute) => new Promise((done) => {
      addEventListener('keydown', ({ timeStamp }) => {
        const watcher = new MutationObserver((changes) => {
          if (!changes.some(({ target }) => target.nodeType === 1 ? target.matches(selector) : target.parentElement?.matches(selector))) return;
          watcher.disconnect();
          document.body.getBoundingClientRect();
          const inDocument = performance.now() - timeStamp;
          bench.painted().then((now) => done({ inDocument, painted: now - timeStamp }));
        });
        watcher.observe(document.body, attribute
          ? { subtree: true, attributes: true, attributeFilter: [attribute] }
          : { subtree: true, childList: true, characterData: true });
        setTimeout(() => { watcher.disconnect(); done(null); }, 4000);
      }, { once: true, capture: true });
    }),
    frames: (ms) => new Promise((done) => {
      const times = [];
      const began = performance.now();
      const tick = (now) => { times.push(now); now - began < ms ? requestAnimationFrame(tick) : done(times); };
      requestAnimationFrame(tick);
    }),
    hovers: [],
    watchHover: () => {
      let began;
      addEventListener('mousemove', () => { began = performance.now(); }, true);
      addEventListener('mousemove', () => { bench.hovers.push(performance.now() - began); });
    },
  };
`;

/** Milliseconds from the start of the navigation until an element is there and painted. */
export async function timeNavigation(page: Page, address: string, selector: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  return page.evaluate<number>(`bench.until(${JSON.stringify(selector)})`);
}

/**
 * Presses a key and times it until an attribute, or the content, of what `selector` names has changed; `null` where
 * nothing did.
 */
export async function timeKey(
  page: Page,
  key: string,
  selector: string,
  attribute?: string,
): Promise<InputTiming | null> {
  const asked = [selector, ...(attribute === undefined ? [] : [attribute])].map((text) =>
    JSON.stringify(text),
  );
  const timing = page.evaluate<InputTiming | null>(`bench.fromKey(${asked.join(', ')})`);
  // The listener must be there before the key.
  await page.evaluate('0');
  await page.keyboard.press(key);
  return timing;
}

/** The times between frames while the drawing is dragged to and fro for a second and a half. */
export async function timePan(page: Page): Promise<readonly number[]> {
  const box = (await page.getByTestId('canvas').boundingBox())!;
  // The outermost corner holds no box to grab.
  const [x, y] = [box.x + 6, box.y + box.height - 6];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = page.evaluate<readonly number[]>('bench.frames(1500)');
  for (let step = 0; step < 90; step++) {
    await page.mouse.move(x + 80 * Math.sin(step / 8), y - 60 * Math.abs(Math.sin(step / 11)));
    await page.waitForTimeout(12);
  }
  await page.mouse.up();
  const times = await frames;
  return times.slice(1).map((time, index) => time - times[index]!);
}

/** How long the page works on each move of the mouse over the drawing. */
export async function timeHover(page: Page): Promise<readonly number[]> {
  const box = (await page.getByTestId('canvas').boundingBox())!;
  await page.evaluate('bench.watchHover()');
  for (let step = 0; step < 120; step++) {
    await page.mouse.move(
      box.x + box.width * (0.05 + ((step * 0.37) % 0.9)),
      box.y + box.height * (0.1 + ((step * 0.23) % 0.8)),
    );
  }
  return page.evaluate<readonly number[]>('bench.hovers');
}
