/** How a picture lies under a square window: where the window's middle is in it, and how much it is enlarged. In pixels of the picture. */
export interface Crop {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  /** 1: the window is as large as the picture allows. */
  readonly zoom: number;
}

export const MOST_ZOOM = 5;

/** The middle of the picture, as large as it goes. */
export function wholeOf(width: number, height: number): Crop {
  return { width, height, x: width / 2, y: height / 2, zoom: 1 };
}

/** The side of the square. */
export function sideOf({ width, height, zoom }: Crop): number {
  return Math.min(width, height) / zoom;
}

/** The square that is cut out. */
export function squareOf(crop: Crop): { readonly left: number; readonly top: number; readonly side: number } {
  const side = sideOf(crop);
  return { left: crop.x - side / 2, top: crop.y - side / 2, side };
}

/** Moves the window, by shares of its side; it never leaves the picture. */
export function moved(crop: Crop, right: number, down: number): Crop {
  const side = sideOf(crop);
  return inside({ ...crop, x: crop.x + right * side, y: crop.y + down * side });
}

/** Enlarges around a point of the window, 0 to 1 from its left and its top: what lies under a finger stays there. */
export function zoomed(crop: Crop, zoom: number, atX = 0.5, atY = 0.5): Crop {
  const next = { ...crop, zoom: clamp(zoom, 1, MOST_ZOOM) };
  const less = sideOf(crop) - sideOf(next);
  return inside({ ...next, x: crop.x + (atX - 0.5) * less, y: crop.y + (atY - 0.5) * less });
}

function inside(crop: Crop): Crop {
  const half = sideOf(crop) / 2;
  return { ...crop, x: clamp(crop.x, half, crop.width - half), y: clamp(crop.y, half, crop.height - half) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
