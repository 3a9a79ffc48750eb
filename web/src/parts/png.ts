/** Pictures made of SVG by the browser itself. */

const PIXELS = 2;

/** Return a picture as SVG's own kind of file. */
export function svgFile(svg: string): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Return a picture as PNG, fine enough for print. */
export async function pngFile(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(svgFile(svg));
  try {
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = failed;
      image.src = url;
    });
    const sheet = document.createElement('canvas');
    [sheet.width, sheet.height] = [image.width * PIXELS, image.height * PIXELS];
    sheet.getContext('2d')?.drawImage(image, 0, 0, sheet.width, sheet.height);
    return await new Promise((done, failed) => sheet.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}
