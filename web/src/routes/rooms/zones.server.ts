/** Where most of the network is: first, and by the names that people use. */
const USUAL = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
];

const placeOf = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

function nameOf(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(`${locale}-US`, {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts();
  return `${parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone} (${placeOf(zone)})`;
}

/** Every zone that one may choose, by the name that is shown. */
export function zoneOptions(locale: string): [zone: string, name: string][] {
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/') && !USUAL.includes(zone));
  const named = (zone: string): [string, string] => [zone, zone.replaceAll('_', ' ').replaceAll('/', ' / ')];
  return [...USUAL.map((zone): [string, string] => [zone, nameOf(zone, locale)]), ...others.map(named), ['UTC', 'UTC']];
}
