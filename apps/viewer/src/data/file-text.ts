const DATA_ELEMENT = /<script type="application\/json" id="klarify-graph-data">([\s\S]*?)<\/script>/;

/**
 * The text of a graph in a file: JSON, also when compressed by gzip, or the data of an HTML graph. Rejects with what
 * the file is instead, where that can be told without reading it as a graph.
 */
export async function fileText(file: Blob): Promise<string> {
  const text = (await isGzip(file)) ? await unzip(file) : await file.text();
  if (text.trim() === '') throw new Error('The file is empty.');
  if (!/^\s*</.test(text)) return text;
  const data = DATA_ELEMENT.exec(text)?.[1]?.trim();
  if (data === undefined || data === 'null') {
    throw new Error(
      'It is a web page without a graph. A graph to open here is written by `klarify-graph export --format json --out graph.json`.',
    );
  }
  return data;
}

async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

async function unzip(file: Blob): Promise<string> {
  try {
    return await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();
  } catch {
    throw new Error('It is compressed by gzip, but damaged or was cut short.');
  }
}
