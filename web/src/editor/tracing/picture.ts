/**
 * A photograph or scan as a picture to trace: checked, turned upright, made smaller, and drawn anew,
 * so that nothing is left in it of where, when and with what it was taken. It never leaves here.
 */

import { straightened } from '../../drawing/straighten';
import type { Corners } from '../../drawing/straighten';

export interface Picture {
  /** A JPEG of at most `LARGEST` bytes, without metadata. */
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/** A file that cannot be used; the message says why and what to do. */
export class PictureRefused extends Error {}

const LARGEST_FILE = 40_000_000;
/** What the service takes (`mapping/tracings.py`). */
const LARGEST = 1_000_000;
const LONGEST_SIDE = 2_000;
const QUALITIES = [0.85, 0.72, 0.6];

const CHOOSE = 'Choose a photograph or a scan: a JPEG or PNG file.';

/** Return the picture in a file. */
export async function pictureFrom(file: Blob): Promise<Picture> {
  if (file.size === 0) throw new PictureRefused(`This file is empty. ${CHOOSE}`);
  if (file.size > LARGEST_FILE) {
    throw new PictureRefused(`This file has ${Math.round(file.size / 1e6)} MB, and 40 MB is the most that fits. Choose a smaller photograph.`);
  }
  const kind = kindOf(new Uint8Array(await file.slice(0, 32).arrayBuffer()));
  if (kind === null) throw new PictureRefused(`This file is not a picture. ${CHOOSE}`);
  if (kind === 'pdf') throw new PictureRefused('This is a PDF. Save its page as a picture (JPEG or PNG), then choose that.');
  const read = await createImageBitmap(file).catch(() => {
    throw new PictureRefused(UNREADABLE[kind] ?? UNREADABLE.other);
  });
  try {
    return await drawnAnew(read);
  } finally {
    read.close();
  }
}

const UNREADABLE: Readonly<Record<string, string>> & { readonly other: string } = {
  heic: 'This browser cannot read HEIC, the kind of photograph that iPhones take. Send it from the phone as a JPEG, or open this map on the phone and choose it there.',
  tiff: 'This browser cannot read TIFF. Save the scan as a JPEG or PNG, then choose that.',
  other: 'This picture cannot be read. It may be broken, or not copied whole. Copy it again, or take another photograph.',
};

/** Return what a file is, by how it begins; null if it is no picture. A name or type may lie. */
export function kindOf(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head);
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n')) return 'png';
  if (text.startsWith('GIF8')) return 'gif';
  if (text.startsWith('BM')) return 'bmp';
  if (text.startsWith('%PDF')) return 'pdf';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'tiff';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.slice(4, 8) !== 'ftyp') return null;
  if (/^avi[fs]/.test(text.slice(8))) return 'avif';
  return /^(hei[cxms]|hev[cxms]|mif1|msf1)/.test(text.slice(8)) ? 'heic' : null;
}

/** Return a picture turned a quarter to the right. */
export async function turnedRight({ blob, width, height }: Picture): Promise<Picture> {
  const corners: Corners = [{ x: 0, y: height }, { x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }];
  return straightenedTo({ blob, width, height }, corners, height, width);
}

/** Return the paper between four corners of a picture, as a rectangle of this size in pixels. */
export async function straightenedTo(picture: Picture, corners: Corners, width: number, height: number): Promise<Picture> {
  const read = await createImageBitmap(picture.blob);
  const from = paint(read, read.width, read.height);
  read.close();
  const pixels = from.pen.getImageData(0, 0, picture.width, picture.height);
  const limit = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const straight = straightened(pixels, corners, Math.round(width * limit), Math.round(height * limit));
  const { canvas, pen } = blank(straight.width, straight.height);
  const made = pen.createImageData(straight.width, straight.height);
  made.data.set(straight.data);
  pen.putImageData(made, 0, 0);
  return smallEnough(canvas);
}

async function drawnAnew(read: ImageBitmap): Promise<Picture> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(read.width, read.height));
  const width = Math.max(1, Math.round(read.width * scale));
  const height = Math.max(1, Math.round(read.height * scale));
  return smallEnough(paint(read, width, height).canvas);
}

function blank(width: number, height: number): { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d');
  if (!pen) throw new PictureRefused('This browser cannot draw pictures now. Close other pages, then try again.');
  return { canvas, pen };
}

function paint(read: CanvasImageSource, width: number, height: number) {
  const made = blank(width, height);
  made.pen.fillStyle = '#fff'; // what is see-through is paper
  made.pen.fillRect(0, 0, width, height);
  made.pen.drawImage(read, 0, 0, width, height);
  return made;
}

/** Return a JPEG of a canvas that fits, at the best quality, made smaller if it must be. */
async function smallEnough(canvas: HTMLCanvasElement): Promise<Picture> {
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
    if (blob && blob.size <= LARGEST) return { blob, width: canvas.width, height: canvas.height };
  }
  return smallEnough(paint(canvas, Math.round(canvas.width * 0.75), Math.round(canvas.height * 0.75)).canvas);
}
