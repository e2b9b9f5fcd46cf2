import type { Core } from 'cytoscape';

const SCALE = 2;
const MARGIN = 24 * SCALE;
/** Not every browser makes larger pictures. */
const MOST_PIXELS = 8000;

/** The whole drawing in pixels at double size, or as large as browsers can, with a margin around it. */
export async function paintPng(cy: Core, background: string): Promise<Blob> {
  const { w, h } = cy.elements().boundingBox({});
  // Cytoscape takes either a scale or a size to reach.
  const size =
    SCALE * Math.max(w, h) > MOST_PIXELS
      ? { maxWidth: MOST_PIXELS, maxHeight: MOST_PIXELS }
      : { scale: SCALE };
  const drawn = await createImageBitmap(await cy.png({ output: 'blob-promise', full: true, ...size }));
  const canvas = document.createElement('canvas');
  canvas.width = drawn.width + 2 * MARGIN;
  canvas.height = drawn.height + 2 * MARGIN;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser cannot draw');
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, MARGIN, MARGIN);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob))),
  );
}
