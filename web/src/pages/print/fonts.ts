/** The fonts that paper is printed with, which we serve ourselves: each is fetched when a letter of it is shown. */

const FONTS: readonly (readonly [family: string, letters: string])[] = [
  ['Noto Sans', 'U+0-10FFFF'],
  ['Noto Sans Arabic', 'U+0600-06FF, U+0750-077F, U+0870-08FF, U+FB50-FDFF, U+FE70-FEFC'],
  ['Noto Sans Hebrew', 'U+0590-05FF, U+FB1D-FB4F'],
  ['Noto Sans Bengali', 'U+0980-09FF'],
  ['Noto Sans Gujarati', 'U+0A80-0AFF'],
  ['Noto Sans Gurmukhi', 'U+0A00-0A7F'],
  ['Noto Sans Tamil', 'U+0B80-0BFF'],
];
const WEIGHTS = { 400: '400Regular', 700: '700Bold' };
let offered = false;

/** Let the page use them. */
export function offerFonts(): void {
  if (offered) return;
  offered = true;
  for (const [family, unicodeRange] of FONTS) {
    for (const [weight, ending] of Object.entries(WEIGHTS)) {
      const source = `url(/fonts/${family.replaceAll(' ', '')}_${ending}.ttf)`;
      document.fonts.add(new FontFace(family, source, { weight, unicodeRange }));
    }
  }
}
