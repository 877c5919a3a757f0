/** A caption: from when to when, in milliseconds, and its lines. */
interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

interface CaptionsFault {
  readonly fault: 'captions-broken' | 'captions-backwards' | 'captions-empty';
  /** From 1; 0 where it is about all of them. */
  readonly line: number;
}

const CLOCK = String.raw`(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})`;
const TIMES = new RegExp(String.raw`^${CLOCK}[ \t]+-->[ \t]+${CLOCK}(?:[ \t].*)?$`);
/** What is said in an hour, twelve times. */
const CUES_MOST = 20_000;
const TEXT_MOST = 500;
/** With its tags. */
const LINE_MOST = 8 * TEXT_MOST;

/**
 * WebVTT of whatever captions were sent, WebVTT or SubRip: times and words, and who speaks. Nothing else of it is taken over – how
 * it looks, where it stands, remarks –, so that what players are given is all of our making.
 */
export function webVttOf(sent: string): { readonly text: string } | CaptionsFault {
  const cues: Cue[] = [];
  const lines = sent.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]?.trim() ?? '';
    if (!line.includes('-->')) continue;
    const cue = cueAt(lines, at);
    if (!cue || cues.length === CUES_MOST) return { fault: 'captions-broken', line: at + 1 };
    const last = cues.at(-1);
    if (cue.to <= cue.from || (last && cue.from < last.from)) return { fault: 'captions-backwards', line: at + 1 };
    if (cue.text) cues.push(cue);
  }
  if (cues.length === 0) return { fault: 'captions-empty', line: 0 };
  return { text: `WEBVTT\n\n${cues.map(written).join('\n')}` };
}

/** Its lines go on to the next empty one, or to the next times: no line is in two cues, however many there are. */
function cueAt(lines: readonly string[], at: number): Cue | null {
  const found = TIMES.exec(lines[at]?.trim() ?? '');
  if (!found) return null;
  const rest = lines.slice(at + 1, at + 1 + TEXT_MOST);
  const end = rest.findIndex((line) => line.trim() === '' || line.includes('-->'));
  const said = rest.slice(0, end < 0 ? rest.length : end).map(plain);
  const text = said.filter(Boolean).join('\n').slice(0, TEXT_MOST);
  return { from: timeIn(found.slice(1, 5)), to: timeIn(found.slice(5, 9)), text };
}

function timeIn([hours = '0', minutes, seconds, thousandths]: readonly (string | undefined)[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths);
}

const VOICE = /^<v(?:\.[\w.]+)?[ \t]+([^<>]{1,80})>/;

/** Each looks at a sign once: what is opened ends before the next that is opened. */
const TAG = /<[^<>]{0,200}>/g;
const SUBRIP_STYLE = /\{\\[^{}]{0,80}\}/g;

/** Who speaks stands before it, as people write it; whatever else stands in angle brackets is nothing. */
function plain(whole: string): string {
  const line = whole.slice(0, LINE_MOST);
  const [, name = ''] = VOICE.exec(line.trim()) ?? [];
  const words = unescaped(line.replace(TAG, '').replace(SUBRIP_STYLE, '')).trim();
  return escaped(name && words ? `${unescaped(name).trim()}: ${words}` : words);
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => SIGNS[name] ?? '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function written({ from, to, text }: Cue): string {
  return `${clock(from)} --> ${clock(to)}\n${text}\n`;
}

function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = ms / 1000;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`;
}
