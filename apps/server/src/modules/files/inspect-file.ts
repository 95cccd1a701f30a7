/** What the bytes say about themselves; the name and type that a browser claims are never believed. */
export interface FileFacts {
  readonly kind: 'image' | 'file';
  readonly mime: string;
  readonly width: number | null;
  readonly height: number | null;
  /** WebP, at most 640 × 640 pixels; images only. */
  readonly thumbnail: Buffer | null;
}

const THUMBNAIL_PIXELS = 640;
/** A picture that would unfold to more than this is treated as a plain file. */
const MAX_PIXELS = 50_000_000;
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** The libraries are loaded with the first upload: together they take 20 MB. */
export async function inspectFile(path: string): Promise<FileFacts> {
  const { fileTypeFromFile } = await import('file-type');
  const mime = (await fileTypeFromFile(path))?.mime ?? 'application/octet-stream';
  if (IMAGE_TYPES.has(mime)) {
    const picture = await readPicture(path);
    if (picture) return { kind: 'image', mime, ...picture };
  }
  return { kind: 'file', mime, width: null, height: null, thumbnail: null };
}

async function readPicture(path: string): Promise<Pick<FileFacts, 'width' | 'height' | 'thumbnail'> | null> {
  const { default: sharp } = await import('sharp');
  try {
    const image = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).rotate();
    const thumbnail = await image
      .clone()
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .timeout({ seconds: 10 })
      .toBuffer();
    const { width, height, autoOrient } = await image.metadata();
    return { width: autoOrient?.width ?? width, height: autoOrient?.height ?? height, thumbnail };
  } catch {
    // Says it is an image and is not: somebody may still want to download it.
    return null;
  }
}
