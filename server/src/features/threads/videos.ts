/** Where a video is played, and as which of theirs. */
type VideoSite = 'youtube' | 'vimeo' | 'zoom';

interface Video {
  readonly site: VideoSite;
  /** Empty where it is not played here. */
  readonly id: string;
  /** Of a video that is not listed. */
  readonly key?: string;
  /** Seconds from its beginning. */
  readonly start?: number;
}

/** The video that a link leads to; null where it leads to anything else. */
export function videoAt(address: string): Video | null {
  const url = URL.parse(address);
  if (!url) return null;
  const host = url.hostname.replace(/^(www|m|music|player)\./, '');
  if (host === 'youtube.com' || host === 'youtube-nocookie.com' || host === 'youtu.be') return youTube(url, host);
  if (host === 'vimeo.com') return vimeo(url);
  const isRecording = /(^|\.)zoom\.(us|com)$/.test(host) && /^\/rec\/(share|play)\/./.test(url.pathname);
  return isRecording ? { site: 'zoom', id: '' } : null;
}

function youTube({ pathname, searchParams }: URL, host: string): Video | null {
  const inPath = host === 'youtu.be' ? /^\/([^/]+)$/ : /^\/(?:shorts|live|embed)\/([^/]+)$/;
  const id = pathname === '/watch' ? searchParams.get('v') : inPath.exec(pathname)?.[1];
  if (!id || !/^[\w-]{11}$/.test(id)) return null;
  const start = secondsIn(searchParams.get('t') ?? searchParams.get('start') ?? '');
  return { site: 'youtube', id, ...(start > 0 && { start }) };
}

function vimeo({ pathname, searchParams }: URL): Video | null {
  const [, id, inPath] = /^\/(?:video\/)?(\d{5,12})(?:\/([0-9a-f]{6,16}))?$/.exec(pathname) ?? [];
  if (!id) return null;
  const key = inPath ?? /^[0-9a-f]{6,16}$/.exec(searchParams.get('h') ?? '')?.[0];
  return { site: 'vimeo', id, ...(key && { key }) };
}

/** `90`, `90s` or `1h2m3s`. */
function secondsIn(text: string): number {
  const [all, hours, minutes, seconds] = /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?$/.exec(text) ?? [];
  return all ? Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0) : 0;
}

/** Where pages may have frames from: `web/vite.config.ts` has the same list. */
const playerOrigins = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'] as const;

/** The address of the player that keeps the least about who watches; null where the site has none for other pages. */
export function playerOf(address: string): string | null {
  const video = videoAt(address);
  if (!video) return null;
  const { site, id, key, start } = video;
  if (site === 'youtube') {
    const from = start ? `&start=${start}` : '';
    return `${playerOrigins[0]}/embed/${id}?autoplay=1&rel=0${from}`;
  }
  return site === 'vimeo' ? `${playerOrigins[1]}/video/${id}?dnt=1&autoplay=1${key ? `&h=${key}` : ''}` : null;
}

/** Where the site tells about one of its videos; null where it does not. */
export function aboutVideo(address: string): string | null {
  const site = videoAt(address)?.site;
  const url = encodeURIComponent(address);
  if (site === 'youtube') return `https://www.youtube.com/oembed?format=json&url=${url}`;
  return site === 'vimeo' ? `https://vimeo.com/api/oembed.json?url=${url}` : null;
}

export const siteNames: Readonly<Record<VideoSite, string>> = { youtube: 'YouTube', vimeo: 'Vimeo', zoom: 'Zoom' };
