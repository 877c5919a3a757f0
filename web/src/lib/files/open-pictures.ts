import { mount, unmount } from 'svelte';
import Lightbox, { type Large } from './Lightbox.svelte';

/** Opens a picture of a post large, with those beside it to leaf through. */
export function openPictures(link: HTMLAnchorElement): void {
  const links = [...(link.closest('.pictures')?.querySelectorAll('a') ?? [link])];
  const opened = mount(Lightbox, {
    target: document.body,
    props: { pictures: links.map(largeOf), first: links.indexOf(link), onclose: () => void unmount(opened) },
  });
}

function largeOf({ href, firstElementChild: small }: HTMLAnchorElement): Large {
  if (!(small instanceof HTMLImageElement)) return { href, srcset: '', width: 0, height: 0, alt: '' };
  const { srcset, alt } = small;
  return {
    href,
    srcset,
    alt,
    width: Number(small.getAttribute('width')),
    height: Number(small.getAttribute('height')),
  };
}
