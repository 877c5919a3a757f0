import { filePath } from '@hearth/shared/files/address';
import type { CardRecord } from './model.ts';
import { playerOf, siteNames, videoAt } from './videos.ts';

/** What links lead to, for below the words they stand in. The name of the host is always there, whatever its site says of itself. */
export function cardsHtml(cards: readonly CardRecord[]): string {
  return cards.length === 0 ? '' : `<ul class="cards">${cards.map(itemOf).join('')}</ul>`;
}

function itemOf(card: CardRecord): string {
  const { url, title, description, entryId } = card;
  if (entryId) return entryHtml(url, entryId);
  const site = videoAt(url)?.site;
  const name = title || (site ? siteNames[site] : hostOf(url));
  const said = description && `<span>${escaped(description)}</span>`;
  const words = `<span><b>${escaped(name)}</b>${said}<small>${escaped(sourceOf(card))}</small></span>`;
  const player = playerOf(url);
  const link = `href="${escaped(url)}" rel="nofollow ugc noopener"`;
  // Where there is no picture the screen is drawn.
  return player
    ? `<li><a class="video" data-player="${escaped(player)}" ${link}><span class="screen">${imageOf(card)}</span>${words}</a></li>`
    : `<li><a ${link}>${imageOf(card)}${words}</a></li>`;
}

/** All readers get the same: what one of them may see of the entry is put in for them alone; see web/src/lib/library/entry-cards.ts. */
function entryHtml(url: string, entryId: string): string {
  const said = escaped(url.replace(/^https?:\/\//, ''));
  return `<li><a class="entry" data-entry="${entryId}" href="${escaped(url)}"><span><b>${said}</b></span></a></li>`;
}

/** It says nothing that the title does not. */
function imageOf({ picture }: CardRecord): string {
  if (!picture) return '';
  const { fileId: id, width, height } = picture;
  return `<img src="${filePath(id, width)}" width="${width}" height="${height}" alt="" loading="lazy" decoding="async">`;
}

/** Another one's name is no proof; the host is. */
function sourceOf({ url, site }: CardRecord): string {
  const host = hostOf(url);
  return !site || site.toLowerCase() === host ? host : `${site} · ${host}`;
}

function hostOf(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
