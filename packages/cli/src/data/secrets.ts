/** Takes the access key out of a text; set once the key is known. */
let redact: (text: string) => string = (text) => text;

/** From now on {@link withoutSecrets} masks the key. */
export function keepSecret(mask: (text: string) => string): void {
  redact = mask;
}

/** The text without the access key: the last guard before anything reaches the user. */
export function withoutSecrets(text: string): string {
  return redact(text);
}
