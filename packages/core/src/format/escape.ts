/** Shows control characters as `\xNN`, so that a name cannot steer a terminal or break a line. */
export function showControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, escapeHex);
}

function escapeHex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** The url when it may become a link, else `null`: only `http:` and `https:` are followed. */
export function linkable(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
