/** Made from the fonts by `fonts.js` when the pages are built. */
declare module 'virtual:font-widths' {
  /** Runs of neighbouring letters: the first one's code point, then the width of each, in thousandths of the text's size. */
  type Runs = readonly (readonly number[])[];
  const widths: { readonly regular: Runs; readonly bold: Runs };
  export default widths;
}
