const KB = 1024;

/** Bytes in few signs, the same in both languages: `340 kB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < KB) return `${bytes} B`;
  const kilobytes = bytes / KB;
  if (kilobytes < 999.5) return `${Math.round(kilobytes)} kB`;
  const megabytes = kilobytes / KB;
  return `${megabytes < 9.95 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}
