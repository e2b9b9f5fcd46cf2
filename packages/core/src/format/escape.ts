/** The url when it may become a link, else `null`: only `http:` and `https:` are followed. */
export function linkable(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
