import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterGap, momentsOf, wallOf } from './wall-time.ts';

const iso = (moments: readonly number[]) => moments.map((ms) => new Date(ms).toISOString());

test.each([
  ['2026-11-28T16:00', 'America/New_York', ['2026-11-28T21:00:00.000Z']],
  ['2026-07-28T16:00', 'America/New_York', ['2026-07-28T20:00:00.000Z']],
  ['2026-07-28T16:00', 'America/Phoenix', ['2026-07-28T23:00:00.000Z']],
  ['2026-11-28T16:00', 'Asia/Kathmandu', ['2026-11-28T10:15:00.000Z']],
  ['2026-03-08T02:30', 'America/Chicago', []],
  ['2026-11-01T01:30', 'America/Chicago', ['2026-11-01T06:30:00.000Z', '2026-11-01T07:30:00.000Z']],
  ['2026-10-04T02:15', 'Australia/Lord_Howe', []],
  ['', 'America/Chicago', []],
  ['next week', 'America/Chicago', []],
])('clocks show %s in %s at %j', (wall, zone, moments) => {
  expect(iso(momentsOf(wall, zone))).toEqual(moments);
});

test.each([
  ['2026-03-08T02:30', 'America/Chicago', '2026-03-08T03:00'],
  ['2026-03-08T02:00', 'America/New_York', '2026-03-08T03:00'],
  ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T02:30'],
])('after %s in %s, which no clock shows, comes %s', (wall, zone, next) => {
  expect(wallOf(afterGap(wall, zone), zone)).toBe(next);
});

test('every moment is among those at which clocks show what they show then', () => {
  const zones = fc.constantFrom('America/New_York', 'America/Phoenix', 'Europe/Madrid', 'Australia/Lord_Howe', 'UTC');
  const minutes = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2028, 0) / 60_000 });
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      expect(momentsOf(wallOf(minute * 60_000, zone), zone)).toContain(minute * 60_000);
    }),
  );
});
