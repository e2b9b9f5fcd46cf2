import { describe, expect, it } from 'vitest';
import { lacksZone, parseTime } from './time.js';

describe('parseTime', () => {
  it.each([
    ['2024-01-15T14:30:00Z', '2024-01-15T14:30:00.000Z'],
    ['2024-01-15T14:30:00+02:00', '2024-01-15T12:30:00.000Z'],
    ['2024-01-15T14:30:00', '2024-01-15T14:30:00.000Z'],
    ['2024-01-15T14:30:00.5', '2024-01-15T14:30:00.500Z'],
    ['2024-01-15 14:30', '2024-01-15T14:30:00.000Z'],
    ['2024-01-15', '2024-01-15T00:00:00.000Z'],
  ])('%s is %s, in every zone', (text, moment) => {
    const zone = process.env['TZ'];
    try {
      for (const other of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env['TZ'] = other;
        expect(new Date(parseTime(text)).toISOString()).toBe(moment);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('what is no time is not a number', () => {
    expect(parseTime('last Tuesday')).toBeNaN();
    expect(parseTime('')).toBeNaN();
  });
});

describe('lacksZone', () => {
  it('tells a date and time without a zone from all others', () => {
    expect(['2024-01-15T14:30:00', '2024-01-15 14:30'].map(lacksZone)).toEqual([true, true]);
    const others = ['2024-01-15T14:30:00Z', '2024-01-15T14:30:00-05:00', '2024-01-15', 'soon'];
    expect(others.filter(lacksZone)).toEqual([]);
  });
});
