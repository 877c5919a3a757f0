/** The longest side that is sent: what pages show is smaller still. */
const LONGEST = 2_560;
/** A smaller file is sent as it is. */
const SMALL_BYTES = 400 * 1024;
const QUALITY = 0.88;

/** Which browsers turn into pixels and back without losing what matters; in others something may move or be see-through. */
const isPhoto = ({ type }: Blob) => type === 'image/jpeg' || /^image\/hei[cf]/.test(type);

/**
 * Makes a photo as small as it will be shown before it goes over a slow line: twelve megapixels become a tenth of their
 * bytes, and where it was taken stays behind. What the browser cannot read goes as it is, and the server says what it is.
 */
export async function shrink(file: Blob): Promise<Blob> {
  if (!isPhoto(file)) return file;
  try {
    const whole = await createImageBitmap(file);
    const share = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
    if (share === 1 && file.type === 'image/jpeg' && file.size <= SMALL_BYTES) return file;
    const smaller = await drawn(whole, Math.round(whole.width * share), Math.round(whole.height * share));
    whole.close();
    return smaller && (smaller.size < file.size || file.type !== 'image/jpeg') ? smaller : file;
  } catch {
    return file;
  }
}

async function drawn(whole: ImageBitmap, width: number, height: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(whole, 0, 0, width, height);
  return jpegOf(canvas);
}

export function jpegOf(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
