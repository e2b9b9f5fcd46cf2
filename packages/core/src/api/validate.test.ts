import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { redactKey, validateAccessKey, validateEndpoint } from './index.js';
import { createRedactor } from './redact.js';
import { readRetryAfter } from './retry-after.js';

function thrownBy(act: () => unknown): KlarifyGraphError {
  try {
    act();
  } catch (error) {
    if (error instanceof KlarifyGraphError) return error;
  }
  throw new Error('no KlarifyGraphError was thrown');
}

describe('validateEndpoint', () => {
  it.each([
    'https://integration.klarify.biz/api/procedures',
    'http://localhost:8080/x',
    'http://127.0.0.1/x',
    'http://127.9.8.7:1/x',
    'http://127.1/x',
    'http://[::1]:8080/x',
    'https://example.com/x?tenant=a',
  ])('accepts %s', (url) => {
    expect(validateEndpoint(url).href).toBe(new URL(url).href);
  });

  it.each([
    'SECRET',
    '',
    'https://',
    'https://h/x?access_key=SECRET',
    'https://h/x?ACCESS_KEY=SECRET',
    'https://h/x?access%5Fkey=SECRET',
    'https://h/x?%61ccess_%6bey=SECRET',
    'https://h/x?access%255Fkey=SECRET',
    'https://h/x?a=b#access_key=SECRET',
    'https://h/x?access\n_key=SECRET',
    'https://h/access_key/SECRET',
    'not a url with access_key=SECRET',
    'https://SECRET@h/x',
    'https://user:SECRET@h/x',
    'http://h/SECRET',
    'http://SECRET.example/x',
    'http://127.0.0.1.example.com/SECRET',
    'http://localhost.example.com/SECRET',
    'http://[::2]/SECRET',
    'http://0.0.0.0/SECRET',
    'ftp://h/SECRET',
    'secret:SECRET',
    'file:///SECRET',
    'javascript:SECRET',
  ])('refuses %j without repeating it', (url) => {
    const error = thrownBy(() => validateEndpoint(url));
    expect(error.code).toBe('invalid-endpoint');
    expect(inspect(error, { showHidden: true }).toLowerCase().split('\n    at ')[0]).not.toContain('secret');
  });

  it('drops the fragment', () => {
    expect(validateEndpoint('https://h/x#part').href).toBe('https://h/x');
  });
});

describe('validateAccessKey', () => {
  it('trims what a key file ends with', () => {
    expect(validateAccessKey('\uFEFF  SECRET-key_1\r\n')).toBe('SECRET-key_1');
  });

  it.each([
    '',
    ' \n',
    'SEC RET',
    'SECRET\nSECRET',
    'SEC\u0000RET',
    'SEC\u200BRET',
    'SEC\u0085RET',
    'SEC\uD800RET',
    'S'.repeat(5000),
  ])('refuses %j without repeating it', (key) => {
    const error = thrownBy(() => validateAccessKey(key));
    expect(error.code).toBe('invalid-access-key');
    expect(error.message).not.toMatch(/SEC|RET|SSS/);
  });
});

describe('redactKey', () => {
  const key = 'aB+/=9"ü\\x&y';
  const encoded = encodeURIComponent(key);
  it.each([
    ['as it is', key],
    ['in another case', key.toUpperCase()],
    ['percent-encoded', encoded],
    ['percent-encoded in lower case', encoded.toLowerCase()],
    ['percent-encoded twice', encodeURIComponent(encoded)],
    ['percent-encoded three times', encodeURIComponent(encodeURIComponent(encoded))],
    ['as a query value', new URLSearchParams({ k: key }).toString().slice(2)],
    ['in a URL', new URL(`https://h/?k=${key.replace('&', '%26')}`).search.slice(3)],
    ['escaped in JSON', JSON.stringify(key).slice(1, -1)],
    ['escaped in JSON twice', JSON.stringify(JSON.stringify(key)).slice(3, -3)],
    ['escaped with \\u', [...key].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['escaped for PHP-like JSON', key.replaceAll('\\', '\\\\').replace('/', '\\/')],
    ['escaped in HTML', key.replace('&', '&amp;').replace('"', '&quot;').replace('ü', '&#xFC;')],
    ['in hex', Buffer.from(key).toString('hex')],
  ])('masks it %s', (_, form) => {
    expect(redactKey(`before ${form} after ${form}`, key)).toBe('before *** after ***');
  });

  it.each(['', 'u', 'us', 'user:'])('masks base64 of it behind %j', (before) => {
    for (const encoding of ['base64', 'base64url'] as const) {
      const masked = redactKey(Buffer.from(`${before}${key}:after`).toString(encoding), key);
      expect(Buffer.from(masked.replace('***', ''), 'base64').toString()).not.toContain(key.slice(2, 8));
      expect(masked).toContain('***');
    }
  });

  it('leaves other text alone, and an empty key masks nothing', () => {
    expect(redactKey('Latest news: 100% + more', 'SECRET')).toBe('Latest news: 100% + more');
    expect(redactKey('abc', '')).toBe('abc');
    expect(redactKey('a space', 'a space')).toBe('***');
    expect(redactKey('a+space', 'a space')).toBe('***');
  });

  it('quotes foreign text on one line, masked before it is cut', () => {
    const redactor = createRedactor('SECRETKEY');
    expect(redactor.quote('a\n\tb\u001b[31m\u202e SEC\u0000RETKEY')).toBe('a b[31m ***');
    expect(redactor.quote(`${'x'.repeat(115)}SECRETKEY`)).toBe(`${'x'.repeat(115)}***`);
    expect(redactor.quote('x'.repeat(500))).toHaveLength(120);
    expect(redactor.quote('split SECRET KEY')).toBe('***');
    for (let fill = 16_000; fill < 16_400; fill++) {
      expect(redactor.quote(`${'\u0000'.repeat(fill)}SECRETKEY${'y'.repeat(99)}`)).not.toContain('SECRE');
    }
  });
});

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 0, 1);
  it.each([
    ['2', 2000],
    [' 30 ', 30_000],
    ['86400', 86_400_000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    [null, null],
    ['', null],
    ['0', null],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['1e3', null],
    ['99999999999', null],
    ['9'.repeat(400), null],
    ['Thu, 01 Jan 2020 00:00:05 GMT', null],
    ['Thu, 99 Foo 2026 00:00:05 GMT', null],
    ['Fri, 01 Jan 9999 00:00:05 GMT', null],
  ])('reads %j as %j ms', (header, wait) => {
    expect(readRetryAfter(header, now)).toBe(wait);
  });
});

describe('redactKey on text that is made to be slow', () => {
  const key = 'aVeryLongAccessKey123';

  it('finds the key behind any number of backslashes', () => {
    expect(redactKey(`${'\\'.repeat(7)}${key}`, key)).not.toContain(key);
    expect(redactKey(`x${'\\'.repeat(8)}"${key}"`, key)).not.toContain(key);
  });

  it('gets through a megabyte of backslashes', () => {
    const text = '\\'.repeat(1_000_000);
    expect(redactKey(text, key)).toBe(text);
  });
});
